// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many times at once come out as each time by itself. */
class BulkConversionTests {

    private static final long SECOND = 1_000_000_000L;
    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final long FIRST_SEED = 1;

    @Test
    void manyTimesConvertedAtOnceAreWithinSixNanosecondsOfEachByItself() {
        for (Scenario scenario :
                List.of(Scenario.A2, Scenario.B4, Scenario.C3, Scenario.F1, Scenario.F4, Scenario.G2)) {
            Session session = new Session(scenario, FIRST_SEED);
            for (ClockEstimator estimator : Estimators.all()) {
                ClockModel model = estimator.fit(session.exchanges, FLOORED);
                // in order, at random, and at random where nearly every time is in the table
                long[] device = LongStream.concat(
                                session.random.longs(50_000, Study.START - 100 * SECOND, Study.START + 3_700 * SECOND),
                                session.random.longs(25_000, Study.START + 100 * SECOND, Study.START + 3_500 * SECOND))
                        .toArray();
                Arrays.sort(device, 0, 25_000);
                long[] host = model.toHost(device);
                long[] inPlace = device.clone();
                model.toHost(inPlace, inPlace);
                assertThat(inPlace).isEqualTo(host);
                assertEachIsAsByItself(model, device, host, scenario + " seed " + FIRST_SEED + " " + estimator.name());
            }
        }
    }

    @Test
    void aSessionOfAFewSecondsIsConvertedAtOnceAsEachTimeIsByItself() {
        for (int seconds = 1; seconds <= 5; seconds++) {
            List<Exchange> exchanges = new ArrayList<>();
            for (long host = Study.START; host <= Study.START + seconds * SECOND; host += SECOND / 4) {
                exchanges.add(new Exchange(host - 2_000_000, host - 840_000_000, host + 2_000_000, 0));
            }
            ClockModel model = new ClockModelFitter().fit(exchanges, FLOORED);
            long[] device = new SplittableRandom(seconds)
                    .longs(5_000, Study.START - 2 * SECOND, Study.START + (seconds + 1) * SECOND)
                    .toArray();
            long[] host = model.toHost(device);
            assertEachIsAsByItself(model, device, host, seconds + " s");
        }
    }

    @Test
    void aMillionTimesAndMoreAreConvertedByAllProcessorsAsEachIsByItself() {
        ClockModel model = fitted(Scenario.F1);
        long[] device = new SplittableRandom(7)
                .longs(1_200_000, Study.START - 100 * SECOND, Study.START + 3_700 * SECOND)
                .toArray();
        Arrays.sort(device, 0, 600_000);
        long[] host = model.toHost(device);
        assertThat(host).contains(ClockModel.NOT_CONVERTED);
        for (int from = 0; from < device.length; from += 10_000) {
            int to = from + 10_000;
            assertThat(Arrays.copyOfRange(host, from, to))
                    .isEqualTo(model.toHost(Arrays.copyOfRange(device, from, to)));
        }
        model.toHost(device, device);
        assertThat(device).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -3, 1_000, -1_000, 3_600, -3_600})
    void aClockThatStepsFarIsConvertedOnBothSides(long seconds) {
        ClockModel model = stepped(seconds);
        long[] device = LongStream.concat(
                        new SplittableRandom(8).longs(10_000, Study.START, Study.START + 400 * SECOND),
                        new SplittableRandom(9)
                                .longs(
                                        10_000,
                                        Study.START + (400 + seconds) * SECOND,
                                        Study.START + (600 + seconds) * SECOND))
                .toArray();
        assertEachIsAsByItself(model, device, model.toHost(device), "a step of " + seconds + " s");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 1_000})
    void aStepOfSomeMinutesLeavesBothSidesInTheTable(long seconds) {
        ConversionGrid grid = ConversionGrid.of(stepped(seconds).segments());
        assertThat(grid.holds(Study.START + 100 * SECOND)).isTrue();
        assertThat(grid.holds(Study.START + (500 + seconds) * SECOND)).isTrue();
        assertThat(grid.holds(Study.START - 100 * SECOND)).isFalse();
        assertThat(grid.holds(Study.START + (900 + seconds) * SECOND)).isFalse();
    }

    @Test
    void aTimeBeyondAllClocksAmongAMillionIsRefusedByItsValue() {
        ClockModel model = fitted(Scenario.B4);
        long[] device = new long[1 << 21];
        Arrays.fill(device, Study.START + SECOND);
        device[device.length - 3] = Long.MIN_VALUE + 5;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.toHost(device))
                .withMessage("device time [-9223372036854775803] is not within ±4600000000000000000 ns (146 years)");
    }

    private static ClockModel stepped(long seconds) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            long host = Study.START + second * SECOND;
            long ahead = second < 400 ? 0 : seconds * SECOND;
            exchanges.add(new Exchange(host - 2_000_000, host + ahead, host + 2_000_000, 0));
        }
        return new ClockModelFitter().fit(exchanges, FLOORED);
    }

    private static ClockModel fitted(Scenario scenario) {
        return new ClockModelFitter().fit(new Session(scenario, FIRST_SEED).exchanges, FLOORED);
    }

    private static void assertEachIsAsByItself(ClockModel model, long[] device, long[] host, String what) {
        for (int i = 0; i < device.length; i++) {
            if (model.toHost(device[i]) instanceof Conversion.Converted exact) {
                assertThat(Math.abs(exact.hostTime().hostNanos() - host[i]))
                        .as("%s, device %d", what, device[i])
                        .isLessThanOrEqualTo(ConversionGrid.LARGEST_ERROR_NANOS);
            } else {
                assertThat(host[i]).as("%s, device %d", what, device[i]).isEqualTo(ClockModel.NOT_CONVERTED);
            }
        }
    }
}
