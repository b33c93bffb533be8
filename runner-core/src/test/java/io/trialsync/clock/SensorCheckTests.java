// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock 840 ms behind the host, measured once a second over 10 ms round trips, and streams that it may have stamped. */
class SensorCheckTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long START = 1_685_088_812L * SECOND;
    private static final long OFFSET = 840 * MS;
    private static final int SECONDS = 300;

    private final ClockModel model = model();

    private static ClockModel model() {
        List<Exchange> exchanges = IntStream.range(0, SECONDS)
                .mapToLong(second -> START + second * SECOND)
                .mapToObj(device -> new Exchange(device + OFFSET - 5 * MS, device, device + OFFSET + 5 * MS, 0))
                .toList();
        return Estimators.named("lowest-rtt").fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
    }

    /** One arrival a second with a delay, as the model would have it, that is a function of the second. */
    private static List<Arrival> arrivals(int count, LongUnaryOperator delayMillis) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            long device = START + second * SECOND;
            arrivals.add(new Arrival(device, device + OFFSET + delayMillis.applyAsLong(second) * MS));
        }
        return arrivals;
    }

    @Test
    void withoutArrivalsNothingIsChecked() {
        assertThat(SensorCheck.of(model, List.of())).isEqualTo(new SensorVerdict.Unchecked(0));
    }

    @Test
    void aStreamOfPlausibleDelayIsConsistent() {
        SensorVerdict verdict = SensorCheck.of(model, arrivals(SECONDS, second -> 31 + second % 7));

        assertThat(verdict).isEqualTo(new SensorVerdict.Consistent(SECONDS, 31 * MS));
        assertThat(verdict.sentence()).contains("up to 31.0 ms behind or 219 ms ahead would not be seen");
    }

    @Test
    void aSensorClockThatIsAheadIsProvenSoByHowMuchAtLeast() {
        SensorVerdict verdict = SensorCheck.of(model, arrivals(SECONDS, second -> 31 - 850));

        assertThat(verdict).isInstanceOfSatisfying(SensorVerdict.Ahead.class, ahead -> {
            assertThat(ahead.leastDelayNanos()).isEqualTo(-819 * MS);
            // the limits of an offset known by round trips of 10 ms take 5 ms off
            assertThat(ahead.atLeastNanos()).isCloseTo(814 * MS, within(MS));
            assertThat(ahead.sinceHostNanos()).isEqualTo(START + OFFSET - 819 * MS);
            assertThat(ahead.sinceFirstNanos()).isZero();
        });
        assertThat(verdict.sentence()).contains("814 ms ahead", "from the first arrival on");
    }

    @Test
    void aSensorClockThatIsBehindShowsAsAConstantDelay() {
        SensorVerdict verdict = SensorCheck.of(model, arrivals(SECONDS, second -> 31 + 850));

        assertThat(verdict).isInstanceOfSatisfying(SensorVerdict.Behind.class, behind -> {
            assertThat(behind.leastDelayNanos()).isEqualTo(881 * MS);
            // 250 ms for the stream and some ms for the limits
            assertThat(behind.atLeastNanos()).isBetween(620 * MS, 626 * MS);
            assertThat(behind.sinceFirstNanos()).isZero();
        });
        assertThat(verdict.sentence()).contains("the sensor clock is most likely 62", " ms to 881 ms behind");
    }

    @Test
    void aClockThatGoesWrongInMidSessionIsFoundAndSaidSinceWhen() {
        SensorVerdict behind = SensorCheck.of(model, arrivals(SECONDS, second -> second < 100 ? 31 : 881));
        SensorVerdict ahead = SensorCheck.of(model, arrivals(SECONDS, second -> second < 100 ? 31 : -819));

        assertThat(behind)
                .isInstanceOfSatisfying(
                        SensorVerdict.Behind.class,
                        verdict -> assertThat(verdict.sinceFirstNanos()).isEqualTo(100 * SECOND + 850 * MS));
        assertThat(ahead)
                .isInstanceOfSatisfying(
                        SensorVerdict.Ahead.class,
                        verdict -> assertThat(verdict.sinceHostNanos()).isEqualTo(START + 100 * SECOND + 21 * MS));
    }

    @Test
    void aStreamThatStallsForHalfAMinuteIsNoContradiction() {
        assertThat(SensorCheck.of(model, arrivals(SECONDS, second -> second / 30 == 3 ? 2_000 : 31)))
                .isEqualTo(new SensorVerdict.Consistent(SECONDS, 31 * MS));
    }

    @Test
    void ofSeveralStreamsTheQuickestOfEachSecondCounts() {
        List<Arrival> stalled = new ArrayList<>(arrivals(SECONDS, second -> second / 40 == 3 ? 2_000 : 31));
        stalled.addAll(arrivals(SECONDS, second -> second / 40 == 3 ? 2_100 : 45));
        List<Arrival> oneSlow = new ArrayList<>(arrivals(SECONDS, second -> 31));
        oneSlow.addAll(arrivals(SECONDS, second -> 400));

        assertThat(SensorCheck.of(model, stalled)).isEqualTo(new SensorVerdict.Consistent(2 * SECONDS, 31 * MS));
        assertThat(SensorCheck.of(model, oneSlow)).isEqualTo(new SensorVerdict.Consistent(2 * SECONDS, 31 * MS));
    }

    @Test
    void twoLateArrivalsAreTooFewToTellALateStreamFromALateClock() {
        assertThat(SensorCheck.of(model, arrivals(2, second -> 881))).isEqualTo(new SensorVerdict.Unchecked(2));
        assertThat(SensorCheck.of(model, arrivals(2, second -> 31)))
                .isEqualTo(new SensorVerdict.Consistent(2, 31 * MS));
        assertThat(SensorCheck.of(model, arrivals(1, second -> -819))).isInstanceOf(SensorVerdict.Ahead.class);
    }

    @Test
    void whatTheLimitsLeaveOpenIsNeverProof() {
        // converted as the model has it, the sample arrived 4 ms before its stamp; the offset is known to 5 ms
        assertThat(SensorCheck.of(model, arrivals(SECONDS, second -> -4)))
                .isEqualTo(new SensorVerdict.Consistent(SECONDS, -4 * MS));
        // 250 ms and what the limits add
        assertThat(SensorCheck.of(model, arrivals(SECONDS, second -> 254)))
                .isInstanceOf(SensorVerdict.Consistent.class);
        assertThat(SensorCheck.of(model, arrivals(SECONDS, second -> 258))).isInstanceOf(SensorVerdict.Behind.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfArrivalsDoesNotMatter(long seed) {
        List<Arrival> arrivals = arrivals(SECONDS, second -> second < 100 ? 31 : 881);
        List<Arrival> shuffled = new ArrayList<>(arrivals);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(SensorCheck.of(model, shuffled)).as("seed %d", seed).isEqualTo(SensorCheck.of(model, arrivals));
    }

    @Test
    void extremeArrivalsAreTakenAsTheyAre() {
        long end = TimeRange.LARGEST_NANOS;
        List<Arrival> arrivals = List.of(new Arrival(-end, end), new Arrival(end, -end), new Arrival(0, 0));

        assertThat(SensorCheck.of(model, arrivals)).isInstanceOf(SensorVerdict.class);
    }
}
