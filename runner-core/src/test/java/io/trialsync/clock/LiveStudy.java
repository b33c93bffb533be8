// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Follows the study's sessions live: what a reader is told each second, against the truth. */
final class LiveStudy {

    private static final long FIRST_MINUTE = 60 * Study.SECOND;

    /** What a live clock said of many sessions of one scenario. */
    record Result(
            Scenario scenario,
            double p50,
            double p95,
            double largest,
            double covered,
            double meanMicros,
            long outsideLimits,
            long backwards,
            long tooSteep,
            List<ClockReset> resets) {

        double ratio() {
            return p95 / scenario.studyMillis;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-3s p50 %.4f p95 %.4f max %.3f ms, %.2f times the study's offline %.4f; in uncertainty %.2f %%;"
                            + " %.0f us an exchange",
                    scenario,
                    p50,
                    p95,
                    largest,
                    ratio(),
                    scenario.studyMillis,
                    covered,
                    meanMicros);
        }
    }

    private LiveStudy() {}

    /** Compares what one state says with what was said a second before. */
    private static final class Watch implements Reader {
        private final Session session;
        private final List<Double> errors;
        private long covered;
        private long outsideLimits;
        private long backwards;
        private long tooSteep;
        private long lastDevice;
        private long lastHost;
        private long generation = -1;

        Watch(Session session, List<Double> errors) {
            this.session = session;
            this.errors = errors;
        }

        @Override
        public void read(long host, LiveClockState state) {
            long device = session.device(host);
            HostTime time = state.toHost(device);
            outsideLimits += time.limits().grow(1).contains(host) ? 0 : 1;
            if (state.generation() == generation) {
                long passed = time.hostNanos() - lastHost;
                backwards += passed < 0 ? 1 : 0;
                tooSteep += Math.abs(passed - (device - lastDevice)) > (device - lastDevice) / 1000 + 2 ? 1 : 0;
            }
            lastDevice = device;
            lastHost = time.hostNanos();
            generation = state.generation();
            if (host - Study.START > FIRST_MINUTE) {
                long error = Math.abs(time.hostNanos() - host);
                errors.add(error * 1e-6);
                covered += error <= time.uncertainty().totalNanos() + 1 ? 1 : 0;
            }
        }
    }

    /** Each second of the session, after the exchanges received by then. */
    interface Reader {
        void read(long host, LiveClockState state);
    }

    static List<ClockReset> follow(Session session, LiveClock clock, Reader reader) {
        List<ClockReset> resets = new ArrayList<>();
        int next = 0;
        for (long host : session.queries()) {
            while (next < session.exchanges.size()
                    && session.exchanges.get(next).hostReceiveNanos() <= host) {
                clock.accept(session.exchanges.get(next++)).ifPresent(resets::add);
            }
            Optional<LiveClockState> state = clock.state();
            state.ifPresent(now -> reader.read(host, now));
        }
        return resets;
    }

    static Result run(Scenario scenario, long firstSeed, int seeds) {
        List<Double> errors = new ArrayList<>();
        List<Watch> watches = new ArrayList<>();
        List<ClockReset> resets = new ArrayList<>();
        long exchanges = 0;
        long spent = 0;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Session session = new Session(scenario, seed);
            Watch watch = new Watch(session, errors);
            watches.add(watch);
            long begin = System.nanoTime();
            resets.addAll(follow(session, new LiveClock(FitAssumptions.with(StampRule.FLOORED)), watch));
            spent += System.nanoTime() - begin;
            exchanges += session.exchanges.size();
        }
        double[] sorted =
                errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Result(
                scenario,
                sorted[sorted.length / 2],
                sorted[(int) (0.95 * sorted.length)],
                sorted[sorted.length - 1],
                100.0 * watches.stream().mapToLong(watch -> watch.covered).sum() / sorted.length,
                spent * 1e-3 / exchanges,
                watches.stream().mapToLong(watch -> watch.outsideLimits).sum(),
                watches.stream().mapToLong(watch -> watch.backwards).sum(),
                watches.stream().mapToLong(watch -> watch.tooSteep).sum(),
                resets);
    }

    /** Arguments: first seed, how many, and scenarios (families B and C if none). */
    public static void main(String[] args) {
        List<String> names = Arrays.asList(args).subList(2, args.length);
        double sum = 0;
        int count = 0;
        for (Scenario scenario : Scenario.values()) {
            boolean usual = scenario.name().startsWith("B") || scenario.name().startsWith("C");
            if (names.isEmpty() ? usual : names.contains(scenario.name())) {
                Result result = run(scenario, Long.parseLong(args[0]), Integer.parseInt(args[1]));
                System.out.println(result);
                sum += Math.log(result.ratio());
                count++;
            }
        }
        System.out.printf(Locale.ROOT, "geometric mean of the ratios: %.3f%n", Math.exp(sum / count));
    }
}
