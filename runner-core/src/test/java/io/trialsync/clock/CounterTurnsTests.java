// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterTurnsTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long TURN = CounterTurns.TURN_NANOS;
    private static final long HOST = 1_790_000_000L * SECOND;
    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);

    @Test
    void threeHoursOverTwoTurnsAreOneSegmentOfOneClock() {
        for (ClockEstimator estimator : Estimators.all()) {
            Counter counter = new Counter(1_000 * SECOND, 20);
            CounterTurns turns = CounterTurns.in(counter.exchanges(0, 3 * 3600, 1), FLOORED);
            ClockModel model = turns.asShown(estimator.fit(turns.exchanges(), FLOORED));

            assertThat(turns.turns()).extracting(CounterTurns.Turn::count).containsExactly(1L, 1L);
            assertThat(estimator.fit(turns.exchanges(), FLOORED).segments()).hasSize(1);
            assertThat(model.steps()).isEmpty();
            assertThat(model.findings()).singleElement().asString().contains("turned over 2 times", "4294967296 µs");
        }
    }

    @Test
    void readingsOfAWholeSessionAreConvertedInRowOrderToWithinTheirLimits() {
        for (ClockEstimator estimator : Estimators.all()) {
            Counter counter = new Counter(1_000 * SECOND, 20);
            ClockModel model = shown(counter.exchanges(0, 3 * 3600, 1), estimator);
            List<Long> hosts = new ArrayList<>();
            for (long host = HOST; host < HOST + 3 * 3600 * SECOND; host += 7 * SECOND / 10) {
                hosts.add(host);
            }
            long[] readings = hosts.stream().mapToLong(counter::shows).toArray();

            List<Conversion> conversions = model.toHostInOrder(readings);

            for (int i = 0; i < readings.length; i++) {
                HostTime time = ((Conversion.Converted) conversions.get(i)).hostTime();
                assertThat(time.limits().grow(1_000).contains(hosts.get(i)))
                        .as("%s, reading %d at %d: %s", estimator.name(), readings[i], hosts.get(i), time)
                        .isTrue();
                assertThat(time.extrapolated()).isEqualTo(i == 0 || hosts.get(i) > HOST + 10_799 * SECOND + SECOND / 2);
            }
        }
    }

    @Test
    void theInverseGivesWhatTheCounterShowed() {
        Counter counter = new Counter(1_000 * SECOND, 20);
        ClockModel model = shown(counter.exchanges(0, 3 * 3600, 1), new ClockModelFitter());
        for (long host = HOST + SECOND; host < HOST + 3 * 3600 * SECOND; host += 11 * SECOND) {
            DeviceTime device = model.toDevice(host);
            assertThat(device.limits().grow(1_000).contains(counter.shows(host)))
                    .as("%d: %s", host, device)
                    .isTrue();
            assertThat(device.uncertainty().totalNanos()).isLessThan(SECOND);
        }
    }

    @Test
    void aReadingThatEveryTurnShowsIsAmbiguousByItself() {
        ClockModel model = shown(new Counter(1_000 * SECOND, 20).exchanges(0, 3 * 3600, 1), new ClockModelFitter());

        assertThat(model.toHost(2_000 * SECOND)).isInstanceOf(Conversion.Ambiguous.class);
        assertThat(model.toHost(new long[] {2_000 * SECOND})).containsExactly(ClockModel.NOT_CONVERTED);
    }

    @Test
    void inAnHourWithOneTurnMostReadingsHaveOneTime() {
        Counter counter = new Counter(TURN - 1_800 * SECOND, 20);
        ClockModel model = shown(counter.exchanges(0, 3_600, 1), new ClockModelFitter());
        for (long host = HOST + 400 * SECOND; host < HOST + 3_200 * SECOND; host += 13 * SECOND) {
            Conversion conversion = model.toHost(counter.shows(host));
            assertThat(conversion).as("%d", host).isInstanceOf(Conversion.Converted.class);
            assertThat(((Conversion.Converted) conversion)
                            .hostTime()
                            .limits()
                            .grow(1_000)
                            .contains(host))
                    .isTrue();
        }
    }

    @Test
    void aRestartAtZeroIsAStepAndNoTurnHoweverCloseToOne() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            long left = 50_000_000 + random.nextLong(20 * SECOND);
            Counter before = new Counter(TURN - left - 60 * SECOND, 20);
            List<Exchange> exchanges = new ArrayList<>(before.exchanges(0, 60, 1));
            // it takes half a second to start again at zero
            Counter after = new Counter(-60 * SECOND - SECOND / 2, 20);
            exchanges.addAll(after.exchanges(61, 60, 1));
            CounterTurns turns = CounterTurns.in(exchanges, FLOORED);

            // only a restart that is over just when the counter would have turned looks like a turn
            boolean sameMoment = Math.abs(left - SECOND / 2) < 20_000_000;
            assertThat(turns.turns())
                    .as("run %d, %d ns before the turn", i, left)
                    .hasSize(sameMoment ? 1 : 0);
            if (!sameMoment) {
                ClockModel model = new ClockModelFitter().fit(turns.exchanges(), FLOORED);
                assertThat(model.steps()).hasSize(1);
                assertThat(model.steps().get(0).stepNanos()).isNegative();
            }
        }
    }

    @Test
    void aRestartAfterATurnStillParts() {
        Counter counter = new Counter(TURN - 600 * SECOND, 20);
        List<Exchange> exchanges = new ArrayList<>(counter.exchanges(0, 1_200, 1));
        Counter restarted = new Counter(-1_205 * SECOND, 20);
        exchanges.addAll(restarted.exchanges(1_210, 600, 1));
        ClockModel model = shown(exchanges, new ClockModelFitter());
        List<Long> hosts = new ArrayList<>();
        for (long host = HOST + SECOND; host < HOST + 1_809 * SECOND; host += SECOND) {
            if (host < HOST + 1_199 * SECOND || host > HOST + 1_211 * SECOND) {
                hosts.add(host);
            }
        }
        long[] readings = hosts.stream()
                .mapToLong(host -> (host < HOST + 1_205 * SECOND ? counter : restarted).shows(host))
                .toArray();

        List<Conversion> conversions = model.toHostInOrder(readings);

        assertThat(model.steps()).hasSize(1);
        assertThat(model.findings()).hasSize(1);
        for (int i = 0; i < readings.length; i++) {
            assertThat(conversions.get(i)).as("row %d", i).isInstanceOf(Conversion.Converted.class);
            HostTime time = ((Conversion.Converted) conversions.get(i)).hostTime();
            assertThat(time.limits().grow(1_000).contains(hosts.get(i)))
                    .as("row %d", i)
                    .isTrue();
        }
    }

    @Test
    void aPauseOfSeveralTurnsIsCounted() {
        Counter counter = new Counter(1_000 * SECOND, 20);
        List<Exchange> exchanges = new ArrayList<>(counter.exchanges(0, 60, 1));
        exchanges.addAll(counter.exchanges(3 * 3600, 60, 1));

        assertThat(CounterTurns.in(exchanges, FLOORED).turns())
                .extracting(CounterTurns.Turn::count)
                .containsExactly(2L);
    }

    @Test
    void clocksThatAreNoCountOfMicrosecondsAreLeftAlone() {
        List<Exchange> coarse = List.of(
                new Exchange(HOST, 4_294_000_000_000L, HOST + 1_000_000, 1_000_000),
                new Exchange(HOST + SECOND, 33_000_000L, HOST + SECOND + 1_000_000, 1_000_000));
        List<Exchange> sinceTheEpoch = List.of(
                new Exchange(HOST, HOST, HOST + 1_000_000, 0),
                new Exchange(HOST + SECOND, HOST + SECOND - TURN, HOST + SECOND + 1_000_000, 0));

        assertThat(CounterTurns.in(coarse, FLOORED).turns()).isEmpty();
        assertThat(CounterTurns.in(sinceTheEpoch, FLOORED).turns()).isEmpty();
        assertThat(CounterTurns.in(sinceTheEpoch, FLOORED).exchanges()).isEqualTo(sinceTheEpoch);
    }

    @Test
    void moreThanAThousandTurnsAreRefused() {
        List<Exchange> exchanges = new Counter(0, 0).exchanges(0, 5_000_000, 3_600);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CounterTurns.in(exchanges, FLOORED))
                .withMessageContaining("turned over more than 1000 times");
    }

    private static ClockModel shown(List<Exchange> exchanges, ClockEstimator estimator) {
        CounterTurns turns = CounterTurns.in(exchanges, FLOORED);
        return turns.asShown(estimator.fit(turns.exchanges(), FLOORED));
    }

    /** A 32-bit count of microseconds, that stood at a time at the session's start and is fast by some ppm. */
    private record Counter(long atStart, double ppm) {

        long shows(long host) {
            long elapsed = host - HOST;
            long counted = atStart + elapsed + Math.round(elapsed * ppm * 1e-6);
            return Math.floorMod(Math.floorDiv(counted, 1_000) * 1_000, TURN);
        }

        /** One exchange every so many seconds, of 2 ms round trip, between two seconds of the session. */
        List<Exchange> exchanges(long fromSecond, long seconds, long everySeconds) {
            List<Exchange> exchanges = new ArrayList<>();
            for (long second = fromSecond; second < fromSecond + seconds; second += everySeconds) {
                long stamped = HOST + second * SECOND + 1_000_000 + (second * 7919) % 300_000;
                exchanges.add(new Exchange(stamped - 1_000_000, shows(stamped), stamped + 1_000_000, 1_000));
            }
            return exchanges;
        }
    }
}
