// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Malformed and extreme sessions: a clear refusal, or limits that are honestly wide. */
class HostileSessionsTests {

    /** {@code -Dtrialsync.hostile-sessions=100000} for a long run. */
    private static final int SESSIONS = Integer.getInteger("trialsync.hostile-sessions", 2000);

    private static final long LARGEST = TimeRange.LARGEST_NANOS;
    private static final long[] SPECIAL = {
        0,
        1,
        -1,
        999_999,
        1_000_000,
        1L << 31,
        1L << 53,
        1_700_000_000_000_000_000L,
        LARGEST,
        -LARGEST,
        LARGEST - 1,
        1L << 61,
        -(1L << 61),
        1L << 62,
        -(1L << 62),
        Long.MAX_VALUE,
        Long.MIN_VALUE,
    };

    @Test
    void anySessionIsRefusedClearlyOrGetsLimitsThatContainTheirEstimates() {
        int fitted = 0;
        for (long seed = 0; seed < SESSIONS; seed++) {
            fitted += fitted(seed);
        }
        assertThat(fitted).isGreaterThan(SESSIONS / 2);
    }

    @Test
    void aClockWhoseHostTimesLeaveTheRangeStopsAtItsEndRatherThanWrapping() {
        // with its steps removed, its host times lie beyond what fits into a long
        assertThat(fitted(13_766)).isPositive();
        assertThat(fitted(34_611)).isPositive();
    }

    /** Fits a session with all estimators and checks the models; how many there are. */
    private static int fitted(long seed) {
        Random random = new Random(seed);
        List<Exchange> exchanges = exchanges(random);
        FitAssumptions assumptions = assumptions(random);
        int fitted = 0;
        for (ClockEstimator estimator : List.of(
                new ClockModelFitter(),
                new LowestRoundTrip(1 + random.nextInt(5)),
                new MedianOffset(1 + random.nextInt(60)))) {
            ClockModel model = orRefused(seed, () -> estimator.fit(exchanges, assumptions));
            if (model != null) {
                fitted++;
                check(seed, random, model);
                ClockModel sensor = orRefused(seed, model::withStepsRemoved);
                if (sensor != null) {
                    check(seed, random, sensor);
                }
            }
        }
        return fitted;
    }

    @Test
    void anySyncPointsAreRefusedClearlyOrGetLimitsThatContainTheirEstimates() {
        for (long seed = 0; seed < SESSIONS; seed++) {
            Random random = new Random(seed);
            List<SyncPoint> points = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                SyncPoint point = orRefused(seed, () -> new SyncPoint(any(random), any(random), any(random)));
                if (point != null) {
                    points.add(point);
                }
            }
            ClockModel model = orRefused(seed, () -> LowestRoundTrip.interpolate(points, assumptions(random)));
            if (model != null) {
                check(seed, random, model);
            }
        }
    }

    @Test
    void anyStreamIsHeardOrLeftOutAndNeverExcludesAnEstimate() {
        int fitted = 0;
        for (long seed = 0; seed < SESSIONS; seed++) {
            Random random = new Random(seed);
            List<Exchange> exchanges = exchanges(random);
            FitAssumptions assumptions = assumptions(random);
            StreamWitness witness = witness(random, exchanges);
            ClockModel model = orRefused(seed, () -> new ClockModelFitter().fit(exchanges, assumptions, witness));
            if (model != null) {
                fitted++;
                check(seed, random, model);
                ClockModel sensor = orRefused(seed, model::withStepsRemoved);
                if (sensor != null) {
                    check(seed, random, sensor);
                }
            }
        }
        assertThat(fitted).isGreaterThan(SESSIONS / 2);
    }

    @Test
    void aMillionArrivalsThatMakeNoSenseAreHeardInTime() {
        Random random = new Random(1);
        List<Exchange> exchanges = new ArrayList<>();
        for (long i = 0; i < 10; i++) {
            long host = i * 1_000_000_000_000L;
            exchanges.add(new Exchange(host, host + i % 3 * 7_000_000_000L, host + 3_000_000, 0));
        }
        for (boolean wild : new boolean[] {true, false}) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 1_000_000; i++) {
                long device = i * 9_000_000L;
                arrivals.add(
                        wild
                                ? new Arrival(random.nextLong() / 3, random.nextLong() / 3)
                                : new Arrival(device, device + random.nextInt(2_000_000_000)));
            }
            for (StreamClock clock : StreamClock.values()) {
                StreamWitness witness = new StreamWitness(arrivals, clock, Long.MIN_VALUE);
                check(1, random, new ClockModelFitter().fit(exchanges, assumptions(random), witness));
            }
        }
    }

    @Test
    void fewerThanTwoExchangesAreRefused() {
        FitAssumptions assumptions = FitAssumptions.with(StampRule.FLOORED);
        for (ClockEstimator estimator : Estimators.all()) {
            assertThatThrownBy(() -> estimator.fit(List.of(), assumptions))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("0 exchange(s) given; a clock model needs at least two");
            assertThatThrownBy(() -> estimator.fit(List.of(new Exchange(0, 0, 1, 0)), assumptions))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 exchange(s) given; a clock model needs at least two");
        }
        assertThatThrownBy(() -> LowestRoundTrip.interpolate(List.of(), assumptions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sync points given; at least one is needed");
    }

    @Test
    void theOrderInWhichExchangesAreListedDoesNotMatterAndDuplicatesChangeNoLimit() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SimulatedClock clock = SimulatedClock.random(random, 0);
            SimulatedLink link = SimulatedLink.random(random);
            List<Exchange> exchanges = link.exchanges(clock, 0, 100_000_000_000L, 2_000_000_000L);
            List<Exchange> shuffled = new ArrayList<>(exchanges);
            Collections.shuffle(shuffled, random);
            List<Exchange> doubled = new ArrayList<>(exchanges);
            doubled.addAll(exchanges);
            for (ClockEstimator estimator : Estimators.all()) {
                long[] queries = random.longs(50, -1L << 40, 1L << 40).toArray();
                ClockModel model = estimator.fit(exchanges, link.assumptions());
                assertThat(estimator.fit(shuffled, link.assumptions()).toHost(queries))
                        .as("seed %d", seed)
                        .containsExactly(model.toHost(queries));
                assertThat(estimator.fit(doubled, link.assumptions()).segments())
                        .as("seed %d", seed)
                        .hasSize(1);
            }
        }
    }

    @Test
    void stampsThatContradictOneAnotherAllAlongAreRefusedRatherThanCutIntoThousandsOfSegments() {
        List<Exchange> exchanges = new ArrayList<>();
        for (long i = 0; i < 100_000; i++) {
            exchanges.add(new Exchange(i * 1_000, i % 2 * 1_000_000_000, i * 1_000 + 10, 0));
        }
        for (ClockEstimator estimator : Estimators.all()) {
            assertThatThrownBy(() -> estimator.fit(exchanges, FitAssumptions.with(StampRule.FLOORED)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("would have stepped more than 999 times")
                    .hasMessageContaining("coarser resolution than [0 ns]");
        }
    }

    @Test
    void aMillionExchangesThatCanAllLieOnEitherSideOfAStepAreSplitInOnePass() {
        // each step is proved only by the last exchange of a long series that agrees with both of its sides
        List<Exchange> exchanges = new ArrayList<>();
        for (long i = 0; i < 1_000_000; i++) {
            long host = i * 1_000;
            boolean narrow = i % 2_000 == 0;
            long jumped = i / 2_000 % 2 * 1_000_000;
            long slow = narrow ? 0 : 2_000_000_000L;
            exchanges.add(new Exchange(host - slow, narrow ? host + jumped : host, host + slow, 0));
        }

        ClockModel model = new LowestRoundTrip().fit(exchanges, FitAssumptions.with(StampRule.FLOORED));

        assertThat(model.segments()).hasSizeBetween(1, 1000);
    }

    private static void check(long seed, Random random, ClockModel model) {
        try {
            checkConversions(seed, random, model);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void checkConversions(long seed, Random random, ClockModel model) {
        long[] queries = LongStream.concat(
                        LongStream.of(SPECIAL),
                        model.segments().stream()
                                .limit(20)
                                .flatMapToLong(segment -> LongStream.of(
                                        segment.measuredDevice().earliestNanos(),
                                        segment.measuredDevice().latestNanos() + 1,
                                        segment.measuredHost().earliestNanos())))
                .map(query -> query + (random.nextBoolean() ? 0 : random.nextInt(100)))
                .filter(query -> -LARGEST <= query && query <= LARGEST)
                .toArray();
        for (long query : queries) {
            Conversion conversion = model.toHost(query);
            if (conversion instanceof Conversion.Converted converted) {
                check(seed, converted.hostTime());
            } else if (conversion instanceof Conversion.Ambiguous ambiguous) {
                assertThat(ambiguous.candidates()).as("seed %d", seed).hasSizeGreaterThan(1);
                ambiguous.candidates().forEach(candidate -> check(seed, candidate));
            }
            check(seed, model.toDevice(query));
        }
        assertThat(model.toHost(queries)).as("seed %d", seed).hasSameSizeAs(queries);
        assertThat(model.toHostInOrder(queries)).as("seed %d", seed).hasSize(queries.length);
        for (ClockStep step : model.steps()) {
            assertThat(step.limits().contains(step.stepNanos()))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    private static void check(long seed, HostTime time) {
        assertThat(time.limits().contains(time.hostNanos()))
                .as("seed %d, %s", seed, time)
                .isTrue();
        assertThat(time.uncertainty().totalNanos())
                .as("seed %d, %s", seed, time)
                .isBetween(0L, time.limits().fartherFrom(time.hostNanos()));
    }

    private static void check(long seed, DeviceTime time) {
        assertThat(time.limits().contains(time.deviceNanos()))
                .as("seed %d, %s", seed, time)
                .isTrue();
        assertThat(time.uncertainty().totalNanos())
                .as("seed %d, %s", seed, time)
                .isBetween(0L, time.limits().fartherFrom(time.deviceNanos()));
    }

    private static <T> @Nullable T orRefused(long seed, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            assertThat(e).as("seed %d", seed).hasMessageMatching("[^\\n]{20,250}");
            return null;
        }
    }

    private static FitAssumptions assumptions(Random random) {
        double[] drifts = {600, 1e-9, 1, 100_000};
        return new FitAssumptions(
                drifts[random.nextInt(drifts.length)], random.nextBoolean() ? StampRule.FLOORED : StampRule.UNKNOWN);
    }

    private static List<Exchange> exchanges(Random random) {
        List<Exchange> exchanges = new ArrayList<>();
        int kind = random.nextInt(4);
        for (int i = random.nextInt(40); i >= 0; i--) {
            Exchange exchange = orRefused(-1, () -> exchange(random, kind));
            if (exchange != null) {
                exchanges.add(exchange);
                if (random.nextInt(5) == 0) {
                    exchanges.add(exchange);
                }
            }
        }
        return exchanges;
    }

    /** Anything, or a stream around the exchanges whose shape may be heard if they pause. */
    private static StreamWitness witness(Random random, List<Exchange> exchanges) {
        List<Arrival> arrivals = new ArrayList<>();
        boolean wild = random.nextBoolean() || exchanges.isEmpty();
        for (int i = random.nextInt(100); i >= 0; i--) {
            Arrival arrival = orRefused(-1, () -> new Arrival(any(random), any(random)));
            if (wild && arrival != null) {
                arrivals.add(arrival);
                arrivals.add(arrival);
            }
        }
        if (!wild) {
            Exchange near = exchanges.get(random.nextInt(exchanges.size()));
            long spacing = 1_000_000_000L << random.nextInt(5);
            long late = random.nextInt(2) * random.nextLong(1L << 40);
            for (int i = 0; i < 200; i++) {
                long moved = i * spacing;
                int jitter = random.nextInt(1000);
                Arrival arrival = orRefused(
                        -1,
                        () -> new Arrival(near.deviceNanos() + moved, near.hostReceiveNanos() + moved + late + jitter));
                if (arrival != null) {
                    arrivals.add(arrival);
                }
            }
        }
        StreamClock clock = random.nextBoolean() ? StreamClock.WALL : StreamClock.SENSOR;
        return new StreamWitness(arrivals, clock, random.nextBoolean() ? Long.MIN_VALUE : any(random));
    }

    private static Exchange exchange(Random random, int kind) {
        long send = kind == 0 ? any(random) : random.nextLong(1L << (10 + 15 * kind));
        long receive = send + (random.nextBoolean() ? random.nextLong(1L << (1 + 15 * kind)) : 0);
        long device = kind < 3 ? any(random) : send + random.nextInt(1000);
        long resolution = random.nextBoolean() ? 0 : random.nextLong(Exchange.COARSEST_RESOLUTION_NANOS + 1);
        return new Exchange(
                send, device, random.nextInt(4) == 0 ? any(random) : receive, resolution, random.nextBoolean());
    }

    private static long any(Random random) {
        long special = SPECIAL[random.nextInt(SPECIAL.length)];
        return switch (random.nextInt(4)) {
            case 0 -> special;
            case 1 -> special / 2 + random.nextInt(1000);
            case 2 -> random.nextLong() >> random.nextInt(64);
            default -> random.nextInt(100);
        };
    }
}
