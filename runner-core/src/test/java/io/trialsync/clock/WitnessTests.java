// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Study.Drift;
import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's own stream as a witness, on seeds that nothing was tuned on. */
class WitnessTests {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final long FIRST_SEED = 78_000;
    private static final int SEEDS = 3;
    private static final long SECOND = Study.SECOND;
    private static final ClockModelFitter FITTER = new ClockModelFitter();

    @Test
    void betweenTwoBurstsAnHourApartAStreamMakesTheModelTwentyTimesBetter() {
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        int covered = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Session session = new Session(Scenario.G2, seed);
            ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
            ClockModel heard = FITTER.fit(
                    session.exchanges, FLOORED, StreamWitness.ofSensorClock(StudyStream.ofSensorClock(session, seed)));
            assertThat(evidence(heard)).contains("its shape fills pauses of up to 3596 s");
            for (long host : session.queries()) {
                HostTime time = converted(heard, session.device(host));
                without.add(error(converted(plain, session.device(host)), host));
                with.add(error(time, host));
                covered += error(time, host) <= time.uncertainty().totalNanos() ? 1 : 0;
                assertThat(time.limits().grow(1).contains(host))
                        .as("seed %d host %d %s", seed, host, time)
                        .isTrue();
                assertThat(time.uncertainty().totalNanos()).isLessThan(5_000_000);
            }
        }
        assertThat(p95(with)).as("seeds from %d", FIRST_SEED).isLessThan(p95(without) / 20);
        assertThat(covered).as("seeds from %d", FIRST_SEED).isGreaterThanOrEqualTo(with.size() * 95 / 100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"A2", "B3", "C2", "D2", "E2", "F1", "G1", "Q1"})
    void withABurstEachTenMinutesAStreamHelpsAndTheTruthStaysWithinTheLimits(Scenario scenario) {
        Session session = new Session(scenario, FIRST_SEED);
        List<Exchange> few = eachTenMinutes(session);
        ClockModel plain = FITTER.fit(few, FLOORED);
        ClockModel heard =
                FITTER.fit(few, FLOORED, StreamWitness.ofSensorClock(StudyStream.ofSensorClock(session, FIRST_SEED)));
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        int covered = 0;
        for (long host : session.queries()) {
            if (plain.toHost(session.device(host)) instanceof Conversion.Converted alone) {
                HostTime time = converted(heard, session.device(host));
                without.add(error(alone.hostTime(), host));
                with.add(error(time, host));
                covered += error(time, host) <= time.uncertainty().totalNanos() ? 1 : 0;
                assertThat(time.limits().grow(1).contains(host))
                        .as("%s seed %d host %d %s", scenario, FIRST_SEED, host, time)
                        .isTrue();
            }
        }
        assertThat(heard.segments())
                .allSatisfy(segment -> assertThat(segment.evidence()).contains("its shape fills pauses"));
        // a drift that never changed needs no witness: there it may cost a little
        assertThat(p95(with))
                .as("%s seed %d", scenario, FIRST_SEED)
                .isLessThan(scenario.drift == Drift.STEP ? 100_000 : p95(without));
        assertThat(covered).as("%s seed %d", scenario, FIRST_SEED).isGreaterThanOrEqualTo(with.size() * 95 / 100);
    }

    @Test
    void withoutArrivalsTheModelIsThatOfTheExchangesAlone() {
        for (Scenario scenario : List.of(Scenario.B2, Scenario.F1, Scenario.G2)) {
            Session session = new Session(scenario, FIRST_SEED);
            ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
            ClockModel heard = FITTER.fit(session.exchanges, FLOORED, StreamWitness.none());
            assertThat(heard.segments()).hasSameSizeAs(plain.segments());
            for (int i = 0; i < plain.segments().size(); i++) {
                assertThat(heard.segments().get(i).knots())
                        .isEqualTo(plain.segments().get(i).knots());
                assertThat(heard.segments().get(i).evidence())
                        .isEqualTo(plain.segments().get(i).evidence());
            }
        }
    }

    @Test
    void betweenDenseExchangesTheShapeIsNotUsedAndTheEstimateStaysWhatItWas() {
        Session session = new Session(Scenario.B2, FIRST_SEED);
        ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
        ClockModel heard = FITTER.fit(
                session.exchanges,
                FLOORED,
                StreamWitness.ofSensorClock(StudyStream.ofSensorClock(session, FIRST_SEED)));

        assertThat(evidence(heard)).contains("3600 arrivals limit", "never pause for more than five minutes");
        for (long host : session.queries()) {
            long device = session.device(host);
            assertThat(converted(heard, device).hostNanos())
                    .isEqualTo(converted(plain, device).hostNanos());
            assertThat(converted(heard, device).limits().latestNanos())
                    .isLessThanOrEqualTo(converted(plain, device).limits().latestNanos());
        }
    }

    @Test
    void wherePartOfASlewMayBeAStepTheStreamIsNotHeard() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Session session = new Session(Scenario.F4, seed);
            List<Arrival> arrivals = StudyStream.ofSensorClock(session, seed);
            assertThat(evidence(FITTER.fit(eachTenMinutes(session), FLOORED, StreamWitness.ofSensorClock(arrivals))))
                    .as("seed %d", seed)
                    .contains("live stream: not heard, since a change that may be a step may have parted its clock");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {30_000_000, -20_000_000, 5_000_000})
    void aShiftOfTheStreamsDelayInMidSessionDoesNotBendTheClock(long shift) {
        for (Scenario scenario : List.of(Scenario.G2, Scenario.B2)) {
            Session session = new Session(scenario, FIRST_SEED);
            List<Exchange> few = scenario == Scenario.G2 ? session.exchanges : eachTenMinutes(session);
            List<Arrival> arrivals = StudyStream.of(
                    session::sensor, host -> host < Study.START + 1_700 * SECOND ? 0 : shift, FIRST_SEED);
            ClockModel plain = FITTER.fit(few, FLOORED);
            ClockModel heard = FITTER.fit(few, FLOORED, StreamWitness.ofSensorClock(arrivals));

            assertThat(evidence(heard)).as("%s %d", scenario, shift).contains("its shape is not used");
            for (long host : session.queries()) {
                long device = session.device(host);
                assertThat(converted(heard, device).hostNanos())
                        .isEqualTo(converted(plain, device).hostNanos());
            }
        }
    }

    @Test
    void aStreamThatPausesForAMinuteIsNotBelieved() {
        Session session = new Session(Scenario.G2, FIRST_SEED);
        List<Arrival> arrivals = StudyStream.ofSensorClock(session, FIRST_SEED).stream()
                .filter(arrival -> Math.abs(arrival.hostNanos() - Study.START - 2_000 * SECOND) > 30 * SECOND)
                .toList();

        assertThat(evidence(FITTER.fit(session.exchanges, FLOORED, StreamWitness.ofSensorClock(arrivals))))
                .contains("the stream pauses for 61 s");
        assertThat(evidence(FITTER.fit(
                        session.exchanges, FLOORED, StreamWitness.ofSensorClock(arrivals.subList(0, 1_000)))))
                .contains("its shape is not used: the stream pauses for");
    }

    @Test
    void samplesThatArriveBeforeTheyCanHaveBeenStampedAreNamedAndLimitNothing() {
        Session session = new Session(Scenario.B2, FIRST_SEED);
        List<Arrival> arrivals = StudyStream.of(host -> session.sensor(host) + 850_000_000, host -> 0, FIRST_SEED);
        ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
        ClockModel heard = FITTER.fit(session.exchanges, FLOORED, StreamWitness.ofSensorClock(arrivals));

        assertThat(evidence(heard))
                .contains("not used, for 3600 of its samples arrived before the exchanges allow them");
        assertThat(heard.segments().get(0).knots())
                .isEqualTo(plain.segments().get(0).knots());
    }

    @Test
    void aStreamOfTheSteppingClockPlacesAStepWithinItsGap() {
        for (Scenario scenario : List.of(Scenario.F1, Scenario.F2)) {
            Session session = new Session(scenario, FIRST_SEED);
            List<Arrival> arrivals = StudyStream.ofWallClock(session, FIRST_SEED);
            ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
            ClockModel heard = FITTER.fit(session.exchanges, FLOORED, StreamWitness.ofWallClock(arrivals));

            assertThat(heard.segments().get(1).evidence()).contains("live stream: places the step");
            assertThat(plain.steps().get(0).host().widthNanos()).isGreaterThan(50 * SECOND);
            assertThat(heard.steps().get(0).host().widthNanos()).isLessThan(3 * SECOND);
            long[] hosts = LongStream.range(0, 3_600)
                    .map(second -> Study.START + second * SECOND + SECOND / 2)
                    .toArray();
            List<Conversion> conversions = heard.toHostInOrder(
                    LongStream.of(hosts).map(session::device).toArray());
            for (int i = 0; i < hosts.length; i++) {
                if (conversions.get(i) instanceof Conversion.Converted converted) {
                    assertThat(converted.hostTime().limits().grow(1).contains(hosts[i]))
                            .as("%s seed %d host %d", scenario, FIRST_SEED, hosts[i])
                            .isTrue();
                }
            }
            assertThat(conversions)
                    .filteredOn(c -> !(c instanceof Conversion.Converted))
                    .hasSizeLessThan(3);
        }
    }

    @Test
    void aStreamOfTheSensorClockShowsNoStepAndLimitsOnlyTheSegmentItWasTakenFrom() {
        Session session = new Session(Scenario.F1, FIRST_SEED);
        List<Arrival> arrivals = StudyStream.ofSensorClock(session, FIRST_SEED);
        ClockModel plain = FITTER.fit(session.exchanges, FLOORED);
        ClockModel heard = FITTER.fit(session.exchanges, FLOORED, StreamWitness.ofSensorClock(arrivals));
        ClockModel late = FITTER.fit(
                session.exchanges,
                FLOORED,
                new StreamWitness(
                        StudyStream.ofWallClock(session, FIRST_SEED),
                        StreamClock.SENSOR,
                        Study.START + 3_000 * SECOND));

        assertThat(heard.steps()).isEqualTo(plain.steps());
        assertThat(evidence(heard)).contains("arrivals limit the offset");
        assertThat(heard.segments().get(1).evidence()).contains("no limits, since its clock did not follow the steps");
        assertThat(late.segments().get(1).evidence()).contains("arrivals limit the offset");
    }

    private static List<Exchange> eachTenMinutes(Session session) {
        return session.exchanges.stream()
                .filter(exchange -> (exchange.hostSendNanos() - Study.START) % (600 * SECOND) < 5 * SECOND)
                .toList();
    }

    private static String evidence(ClockModel model) {
        return model.segments().get(0).evidence();
    }

    private static long error(HostTime time, long host) {
        return Math.abs(time.hostNanos() - host);
    }

    private static long p95(List<Long> errors) {
        return errors.stream()
                .sorted()
                .skip(errors.size() * 95L / 100)
                .findFirst()
                .orElseThrow();
    }

    private static HostTime converted(ClockModel model, long device) {
        return ((Conversion.Converted) model.toHost(device)).hostTime();
    }
}
