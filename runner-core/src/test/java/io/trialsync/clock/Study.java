// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The scenarios of the simulation study that the estimator is developed against, and a program that prints how it does.
 * Seeds of the program are its own; tests use others.
 */
final class Study {

    static final long SECOND = 1_000_000_000L;
    static final long START = 1_700_000_000L * SECOND;
    private static final int LENGTH = 3600;

    enum Link {
        USB(0.10, 0.05, 0),
        WIFI(1.2, 0.8, 0.9),
        BAD(1.5, 4, 1.2);

        final double base;
        final double scale;
        final double sigma;

        Link(double base, double scale, double sigma) {
            this.base = base;
            this.scale = scale;
            this.sigma = sigma;
        }
    }

    enum Drift {
        CONST,
        RAMP,
        MILD,
        WALK,
        HARD_WALK,
        STEP,
        SMALL_STEP,
        SLEW
    }

    enum Plan {
        B50,
        B4,
        B100,
        LSL,
        EACH_SECOND,
        TRIALS,
        ENDS,
        ENDS30
    }

    /** One of the study's scenarios, with its figure there: the 95 % error of the study's estimator, in ms. */
    enum Scenario {
        A1(Link.USB, Drift.CONST, Plan.B4, 0.00191),
        A2(Link.USB, Drift.RAMP, Plan.B4, 0.0142),
        A3(Link.USB, Drift.WALK, Plan.B50, 0.00128),
        B1(Link.WIFI, Drift.CONST, Plan.B50, 0.0172),
        B2(Link.WIFI, Drift.RAMP, Plan.B50, 0.0412),
        B3(Link.WIFI, Drift.RAMP, Plan.B4, 0.114),
        B4(Link.WIFI, Drift.RAMP, Plan.LSL, 0.0256),
        B5(Link.WIFI, Drift.MILD, Plan.LSL, 0.0185),
        B6(Link.WIFI, Drift.MILD, Plan.B50, 0.0246),
        C1(Link.BAD, Drift.CONST, Plan.B50, 0.0461),
        C2(Link.BAD, Drift.RAMP, Plan.B50, 0.112),
        C3(Link.BAD, Drift.RAMP, Plan.B4, 0.449),
        C4(Link.BAD, Drift.RAMP, Plan.EACH_SECOND, 0.121),
        C5(Link.BAD, Drift.RAMP, Plan.LSL, 0.0844),
        D1(Link.WIFI, Drift.RAMP, Plan.B50, 0.296, 0.6, 0.6, 1_000, false),
        D2(Link.WIFI, Drift.RAMP, Plan.B50, 0.823, 0.8, 0.8, 1_000, false),
        D3(Link.BAD, Drift.RAMP, Plan.B50, 0.21, 0.5, 0.8, 1_000, false),
        E1(Link.WIFI, Drift.WALK, Plan.B50, 0.0201),
        E2(Link.WIFI, Drift.HARD_WALK, Plan.B50, 0.0269),
        E3(Link.BAD, Drift.HARD_WALK, Plan.B50, 0.0778),
        F1(Link.WIFI, Drift.STEP, Plan.B50, 0.0175),
        F2(Link.BAD, Drift.STEP, Plan.B50, 0.0611),
        F3(Link.BAD, Drift.SMALL_STEP, Plan.B50, 0.0773),
        F4(Link.WIFI, Drift.SLEW, Plan.B50, 0.0272),
        F5(Link.WIFI, Drift.SLEW, Plan.LSL, 0.0203),
        G1(Link.WIFI, Drift.RAMP, Plan.TRIALS, 0.0987),
        G2(Link.WIFI, Drift.RAMP, Plan.ENDS, 11),
        G3(Link.BAD, Drift.CONST, Plan.ENDS, 2.83),
        G4(Link.BAD, Drift.CONST, Plan.ENDS30, 0.406),
        Q1(Link.WIFI, Drift.RAMP, Plan.B100, 0.152, 0.5, 0.5, 1_000_000, false),
        Q2(Link.USB, Drift.CONST, Plan.B50, 0.0787, 0.5, 0.5, 1_000_000, false),
        Q3(Link.USB, Drift.CONST, Plan.B50, 0.00716, 0.5, 0.5, 1_000_000, true),
        Q4(Link.USB, Drift.RAMP, Plan.B50, 0.0287, 0.5, 0.5, 1_000_000, true);

        final Link link;
        final Drift drift;
        final Plan plan;
        final double studyMillis;
        final double forwardBase;
        final double forwardJitter;
        final long resolution;
        final boolean dither;

        Scenario(Link link, Drift drift, Plan plan, double studyMillis) {
            this(link, drift, plan, studyMillis, 0.5, 0.5, 1_000, false);
        }

        Scenario(
                Link link,
                Drift drift,
                Plan plan,
                double studyMillis,
                double forwardBase,
                double forwardJitter,
                long resolution,
                boolean dither) {
            this.link = link;
            this.drift = drift;
            this.plan = plan;
            this.studyMillis = studyMillis;
            this.forwardBase = forwardBase;
            this.forwardJitter = forwardJitter;
            this.resolution = resolution;
            this.dither = dither;
        }
    }

    /** A simulated session: what the clock truly showed each second, and the exchanges. */
    static final class Session {
        final Scenario scenario;
        final Random random;
        final List<Exchange> exchanges = new ArrayList<>();
        /** What the clock has gained on the host by each second, in nanoseconds. */
        private final double[] gained = new double[LENGTH + 200];

        private final double[] ppm = new double[LENGTH + 200];
        private final long stepHost;
        private final long stepNanos;
        private final long[] queueUntil = {0};
        private final double[] queue = new double[2];
        private boolean congested;
        private final long offset;

        Session(Scenario scenario, long seed) {
            this.scenario = scenario;
            this.random = new Random(seed * 7919 + scenario.name().hashCode());
            this.offset = random.nextLong(-SECOND, SECOND);
            this.stepNanos = switch (scenario.drift) {
                case STEP -> 850_000_000;
                case SMALL_STEP -> 20_000_000;
                default -> 0;
            };
            this.stepHost = stepNanos != 0 ? START + (1500 + random.nextInt(600)) * SECOND : Long.MAX_VALUE;
            drift();
            probe();
        }

        private void drift() {
            double walk = 0;
            double phase = random.nextDouble() * 2 * Math.PI;
            int slewFrom = 1200 + random.nextInt(1200);
            for (int i = 0; i < ppm.length; i++) {
                double hvac = 0.5 * Math.sin(2 * Math.PI * i / 1200.0 + phase);
                double step = scenario.drift == Drift.HARD_WALK ? 0.02 : 0.003;
                walk += step * random.nextGaussian();
                ppm[i] = switch (scenario.drift) {
                    case CONST, STEP, SMALL_STEP -> 20;
                    case RAMP -> 10 + 30 * (1 - Math.exp(-i / 900.0)) + hvac;
                    case MILD -> 20 + 3 * (1 - Math.exp(-i / 900.0));
                    case WALK, HARD_WALK -> 12 + walk;
                    case SLEW -> 20 + (i >= slewFrom && i < slewFrom + 200 ? 500 : 0);
                };
                if (i > 0) {
                    gained[i] = gained[i - 1] + ppm[i - 1] * 1000;
                }
            }
        }

        long device(long host) {
            return sensor(host) + (host >= stepHost ? stepNanos : 0);
        }

        /** What a clock shows that takes part in slews but not in steps. */
        long sensor(long host) {
            long since = host - START;
            int second = (int) (since / SECOND);
            long within = since % SECOND;
            double gain = gained[second] + ppm[second] * 1e-6 * within;
            return host + offset + (long) Math.floor(gain);
        }

        private void probe() {
            switch (scenario.plan) {
                case B50 -> bursts(60, 50, 20);
                case B4 -> bursts(60, 4, 20);
                case B100 -> bursts(60, 100, 20);
                case LSL -> bursts(5, 8, 20);
                case EACH_SECOND -> bursts(1, 1, 20);
                case TRIALS -> trials();
                case ENDS -> {
                    burst(START, 50, 20);
                    burst(START + (LENGTH - 3) * SECOND, 50, 20);
                }
                case ENDS30 -> {
                    burst(START, 50, 600);
                    burst(START + (LENGTH - 30) * SECOND, 50, 600);
                }
            }
        }

        private void bursts(int every, int count, int spacingMillis) {
            for (int second = 0; second <= LENGTH; second += every) {
                burst(START + second * SECOND, count, spacingMillis);
            }
        }

        private void trials() {
            for (int second = 0; second + 120 <= LENGTH; second += 180) {
                burst(START + second * SECOND, 10, 20);
                burst(START + (second + 120) * SECOND, 10, 20);
            }
        }

        private void burst(long from, int count, int spacingMillis) {
            long send = from;
            for (int i = 0; i < count; i++) {
                Exchange exchange = exchange(send);
                exchanges.add(exchange);
                long dither = scenario.dither ? random.nextLong(scenario.resolution) : 0;
                send = Math.max(send + spacingMillis * 1_000_000L + dither, exchange.hostReceiveNanos() + 1000);
            }
        }

        private Exchange exchange(long send) {
            if (scenario.link == Link.BAD) {
                congestion(send);
            }
            long stamped = send + delay(0, scenario.forwardBase, scenario.forwardJitter);
            long received = stamped + delay(1, 1 - scenario.forwardBase, 1 - scenario.forwardJitter);
            long device = device(stamped);
            return new Exchange(
                    send,
                    Math.floorDiv(device, scenario.resolution) * scenario.resolution,
                    received,
                    scenario.resolution);
        }

        private void congestion(long at) {
            while (at >= queueUntil[0]) {
                congested = queueUntil[0] != 0 && !congested;
                long from = queueUntil[0] == 0 ? at : queueUntil[0];
                double mean = congested ? 6 : 20;
                queueUntil[0] = from + 1 + (long) (-mean * Math.log(1 - random.nextDouble()) * 1e9);
                queue[0] = 5 + 75 * random.nextDouble();
                queue[1] = 5 + 75 * random.nextDouble();
            }
        }

        private long delay(int way, double baseShare, double jitterShare) {
            Link link = scenario.link;
            double jitter = link == Link.USB
                    ? -link.scale * Math.log(1 - random.nextDouble())
                    : link.scale * Math.exp(link.sigma * random.nextGaussian());
            if (link == Link.USB && random.nextInt(100) == 0) {
                jitter += -2 * Math.log(1 - random.nextDouble());
            }
            if (link == Link.WIFI && random.nextInt(200) == 0) {
                jitter += 100 * random.nextDouble();
            }
            if (link == Link.BAD && congested) {
                jitter += queue[way] + Math.pow(1 - random.nextDouble(), -1 / 1.3) - 1;
            }
            double millis = Math.min(200, 2 * baseShare * link.base + 2 * jitterShare * jitter);
            return Math.round(millis * 1e6);
        }

        /** The host times to ask for: each second, without the gap that holds a step. */
        List<Long> queries() {
            long before = START;
            long after = Long.MAX_VALUE;
            for (Exchange exchange : exchanges) {
                if (exchange.hostSendNanos() < stepHost) {
                    before = exchange.hostSendNanos();
                } else {
                    after = Math.min(after, exchange.hostReceiveNanos());
                }
            }
            List<Long> queries = new ArrayList<>();
            for (int second = 0; second < LENGTH; second++) {
                long host = START + second * SECOND + SECOND / 2;
                if (stepHost == Long.MAX_VALUE || host < before || host > after) {
                    queries.add(host);
                }
            }
            return queries;
        }
    }

    private Study() {}

    /** Arguments: first seed, how many, and scenarios (all if none). */
    public static void main(String[] args) {
        long from = Long.parseLong(args[0]);
        int seeds = Integer.parseInt(args[1]);
        List<String> names = Arrays.asList(args).subList(2, args.length);
        ClockEstimator estimator = Estimators.named(System.getProperty("estimator", "trialsync"));
        System.out.println(
                "scen   study     p50     p95     max  ratio | limits  uncert  random | mean widths us: limits unc random | fit ms");
        double product = 0;
        int count = 0;
        for (Scenario scenario : Scenario.values()) {
            if (names.isEmpty() || names.contains(scenario.name())) {
                product += Math.log(report(estimator, scenario, from, seeds));
                count++;
            }
        }
        System.out.printf(Locale.ROOT, "geometric mean of the ratio to the study: %.3f%n", Math.exp(product / count));
    }

    private static double report(ClockEstimator estimator, Scenario scenario, long from, int seeds) {
        List<Double> errors = new ArrayList<>();
        long inLimits = 0;
        long inUncertainty = 0;
        long inRandom = 0;
        double limitWidth = 0;
        double uncertaintyWidth = 0;
        double randomWidth = 0;
        double best = Double.MAX_VALUE;
        String chosen = "";
        int lines = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Session session = new Session(scenario, seed);
            ClockModel model = estimator.fit(session.exchanges, FitAssumptions.with(StampRule.FLOORED));
            for (int i = 0; i < 2; i++) {
                long begin = System.nanoTime();
                model = estimator.fit(session.exchanges, FitAssumptions.with(StampRule.FLOORED));
                best = Math.min(best, (System.nanoTime() - begin) * 1e-6);
            }
            chosen = model.segments().get(0).evidence();
            lines += chosen.contains("constant") ? 1 : 0;
            for (long host : session.queries()) {
                Conversion conversion = model.toHost(session.device(host));
                if (!(conversion instanceof Conversion.Converted converted)) {
                    throw new IllegalStateException(scenario + " seed " + seed + ": " + conversion);
                }
                HostTime time = converted.hostTime();
                long error = Math.abs(time.hostNanos() - host);
                errors.add(error * 1e-6);
                inLimits += time.limits().grow(1).contains(host) ? 1 : 0;
                inUncertainty += error <= time.uncertainty().totalNanos() + 1 ? 1 : 0;
                inRandom += error <= time.uncertainty().randomNanos() + 1 ? 1 : 0;
                limitWidth += time.limits().widthNanos() / 2000.0;
                uncertaintyWidth += time.uncertainty().totalNanos() / 1000.0;
                randomWidth += time.uncertainty().randomNanos() / 1000.0;
            }
        }
        double[] sorted =
                errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double n = sorted.length;
        double p95 = sorted[(int) (0.95 * n)];
        System.out.printf(
                Locale.ROOT,
                "%-4s %8.5f %8.5f %8.5f %8.4f %5.2f | %6.2f %6.2f %6.2f | %8.0f %7.0f %7.1f | %5.2f line %d/%d %s%n",
                scenario,
                scenario.studyMillis,
                sorted[(int) (n / 2)],
                p95,
                sorted[sorted.length - 1],
                p95 / scenario.studyMillis,
                100 * inLimits / n,
                100 * inUncertainty / n,
                100 * inRandom / n,
                limitWidth / n,
                uncertaintyWidth / n,
                randomWidth / n,
                best,
                lines,
                seeds,
                Boolean.getBoolean("verbose") ? chosen : "");
        return p95 / scenario.studyMillis;
    }
}
