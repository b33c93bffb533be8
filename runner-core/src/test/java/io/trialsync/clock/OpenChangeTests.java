// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of a clock that may be a small step or a slew: no exchange tells which, and the sensor clock takes part in slews only. */
class OpenChangeTests {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final long FIRST_SEED = 78_000;
    private static final int SEEDS = 6;
    private static final long SECOND = Study.SECOND;

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"F1", "F2", "F3", "F4", "F5"})
    void theSensorClocksLimitsAndUncertaintyCoverBothAStepAndASlew(Scenario scenario) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Session session = new Session(scenario, seed);
            ClockModel sensor =
                    new ClockModelFitter().fit(session.exchanges, FLOORED).withStepsRemoved();
            int covered = 0;
            for (long host : session.queries()) {
                HostTime time = converted(sensor, session.sensor(host));
                assertThat(time.limits().grow(1).contains(host))
                        .as("%s seed %d host %d %s", scenario, seed, host, time)
                        .isTrue();
                covered +=
                        Math.abs(time.hostNanos() - host) <= time.uncertainty().totalNanos() + 1 ? 1 : 0;
            }
            assertThat(covered)
                    .as("%s seed %d", scenario, seed)
                    .isGreaterThanOrEqualTo(session.queries().size() * 95 / 100);
        }
    }

    @Test
    void aSmallStepIsOneChangeInOneGapAndTheModelSaysThatItMayBeASlew() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            ClockModel wall = new ClockModelFitter().fit(new Session(Scenario.F3, seed).exchanges, FLOORED);
            // at places the exchanges do prove the step
            if (wall.steps().isEmpty()) {
                List<OpenChange> open = large(wall);
                assertThat(open).as("seed %d", seed).hasSize(1);
                assertThat((double) open.get(0).changeNanos())
                        .as("seed %d", seed)
                        .isCloseTo(20e6, within(0.5e6));
                assertThat(open.get(0).limits().contains(20_000_000)).isTrue();
                assertThat(wall.withStepsRemoved().segments().get(0).evidence())
                        .containsPattern("a change of \\+\\S+ ms within a gap of \\S+ s may be a step or a slew")
                        .endsWith("; the sensor clock's limits cover both");
            }
        }
    }

    @Test
    void aSlewIsOneOpenChangeOverAllItsGaps() {
        for (Scenario scenario : List.of(Scenario.F4, Scenario.F5)) {
            ClockModel wall = new ClockModelFitter().fit(new Session(scenario, FIRST_SEED).exchanges, FLOORED);
            assertThat(large(wall))
                    .as("%s seed %d", scenario, FIRST_SEED)
                    .singleElement()
                    .satisfies(
                            change -> assertThat((double) change.changeNanos()).isCloseTo(100e6, within(1e6)));
        }
    }

    @Test
    void aClockThatIsNeitherSteppedNorSlewedHasNoOpenChange() {
        for (Scenario scenario : List.of(Scenario.A1, Scenario.B2, Scenario.C2, Scenario.C4, Scenario.E2)) {
            ClockModel wall = new ClockModelFitter().fit(new Session(scenario, FIRST_SEED).exchanges, FLOORED);
            assertThat(wall.segments().get(0).openChanges())
                    .as("%s seed %d", scenario, FIRST_SEED)
                    .isEmpty();
            assertThat(wall.withStepsRemoved()).isSameAs(wall);
        }
    }

    @Test
    void theSensorClockAgreesWithTheWallClockInWhichTheSensorsStarted() {
        Session session = new Session(Scenario.F1, FIRST_SEED);
        ClockModel wall = new ClockModelFitter().fit(session.exchanges, FLOORED);
        long end = Study.START + 3_500 * SECOND;

        ClockModel early = wall.withStepsRemoved(Study.START + 10 * SECOND);
        ClockModel late = wall.withStepsRemoved(end);

        assertThat(early.toDevice(end)).isEqualTo(wall.withStepsRemoved().toDevice(end));
        assertThat(late.toDevice(end)).isEqualTo(wall.toDevice(end));
        for (long host : session.queries()) {
            HostTime time = converted(late, session.sensor(host) + 850_000_000);
            assertThat(time.limits().grow(1).contains(host))
                    .as("seed %d host %d %s", FIRST_SEED, host, time)
                    .isTrue();
            assertThat(Math.abs(time.hostNanos() - host)).isLessThan(200_000);
        }
    }

    @Test
    void sensorsThatStartedAfterAnOpenChangeAreUnsureBeforeIt() {
        Session session = new Session(Scenario.F4, FIRST_SEED);
        ClockModel wall = new ClockModelFitter().fit(session.exchanges, FLOORED);
        long begin = Study.START + SECOND;
        long end = Study.START + 3_500 * SECOND;

        ClockModel late = wall.withStepsRemoved(end);

        assertThat(width(late, end)).isEqualTo(width(wall, end));
        assertThat(width(late, begin)).isGreaterThan(width(wall, begin) + 100_000_000);
        assertThat(width(wall.withStepsRemoved(), begin)).isEqualTo(width(wall, begin));
    }

    @Test
    void limitsHoldWhenASmallStepHidesInACongestedBurst() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long step = (600 + random.nextInt(60)) * SECOND + random.nextLong(SECOND);
            long ahead = 1_000_000 + random.nextLong(25_000_000);
            List<Exchange> exchanges = new ArrayList<>();
            for (long burst = 0; burst < 1_200; burst += 60) {
                for (long i = 0; i < 20; i++) {
                    long send = (burst + 15) * SECOND + i * 100_000_000;
                    // from shortly before the step to some seconds after it, replies wait
                    boolean slow = Math.abs(send - step - SECOND) < 2 * SECOND;
                    long there = 1_000_000 + random.nextLong(slow ? 60_000_000 : 2_000_000);
                    long back = 1_000_000 + random.nextLong(slow ? 60_000_000 : 2_000_000);
                    long stamped = send + there;
                    exchanges.add(new Exchange(send, stamped + (stamped >= step ? ahead : 0), stamped + back, 0));
                }
            }
            ClockModel wall = new ClockModelFitter().fit(exchanges, FLOORED);
            for (long host = 15 * SECOND; host < 1_170 * SECOND; host += 500_000_000) {
                Conversion conversion = wall.toHost(host + (host >= step ? ahead : 0));
                if (wall.steps().isEmpty() && conversion instanceof Conversion.Converted converted) {
                    assertThat(converted.hostTime().limits().grow(1).contains(host))
                            .as(
                                    "seed %d, a step of %d at %d, host %d, %s",
                                    seed, ahead, step, host, converted.hostTime())
                            .isTrue();
                }
            }
        }
    }

    /** Without what noise makes of a path now and then. */
    private static List<OpenChange> large(ClockModel wall) {
        return wall.segments().get(0).openChanges().stream()
                .filter(change -> Math.abs(change.changeNanos()) > 1_000_000)
                .toList();
    }

    private static long width(ClockModel model, long host) {
        return model.toDevice(host).limits().widthNanos();
    }

    private static HostTime converted(ClockModel model, long device) {
        return ((Conversion.Converted) model.toHost(device)).hostTime();
    }
}
