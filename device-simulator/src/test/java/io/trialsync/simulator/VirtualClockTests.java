// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VirtualClockTests {

    private static final long START = 1_685_088_812_484_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long TWO_HOURS = 7_200 * SECOND;

    @Test
    void aPhoneThatIsBehindShowsLessThanTheHost() {
        VirtualClock clock = VirtualClock.startingAt(START, 840_000_000, Drift.NONE, List.of());

        assertThat(clock.deviceNanosAt(START)).isEqualTo(START - 840_000_000);
        assertThat(clock.deviceNanosAt(START + TWO_HOURS)).isEqualTo(START + TWO_HOURS - 840_000_000);
    }

    @Test
    void theOffsetGrowsByTheDriftInEachDeviceSecond() {
        VirtualClock clock = VirtualClock.startingAt(START, 0, Drift.parse("25ppm"), List.of());

        long hostAfterOneDeviceSecond = START + SECOND + 25_000;

        assertThat(clock.deviceNanosAt(hostAfterOneDeviceSecond)).isEqualTo(START + SECOND);
        assertThat(clock.hostNanosOf(START + SECOND)).containsExactly(hostAfterOneDeviceSecond);
    }

    @Test
    void aConstantDriftIsExactOverTwoHours() {
        VirtualClock clock = VirtualClock.startingAt(START, 840_000_000, Drift.parse("25ppm"), List.of());

        for (long elapsed = 0; elapsed <= TWO_HOURS; elapsed += 777_777_777_777L) {
            long exact = BigDecimal.valueOf(elapsed)
                    .divide(new BigDecimal("1.000025"), MathContext.DECIMAL128)
                    .longValue();
            assertThat(clock.deviceNanosAt(START + elapsed)).isCloseTo(START - 840_000_000 + exact, within(1L));
        }
    }

    @Test
    void aRampIsTheIntegralOfItsRateAndThenGoesOnAtItsLastRate() {
        Drift ramp = Drift.parse("10ppm..40ppm/900s");

        assertThat(ramp.offsetGrowthNanos(450 * SECOND)).isEqualTo(7_875_000);
        assertThat(ramp.offsetGrowthNanos(900 * SECOND)).isEqualTo(22_500_000);
        assertThat(ramp.offsetGrowthNanos(1_000 * SECOND)).isEqualTo(26_500_000);
    }

    @Test
    void aStepMovesTheClockAheadFromItsInstantOn() {
        VirtualClock clock = VirtualClock.startingAt(START, 0, Drift.NONE, PlannedStep.parseAll("+850ms@12s"));

        assertThat(clock.deviceNanosAt(START + 12 * SECOND - 1)).isEqualTo(START + 12 * SECOND - 1);
        assertThat(clock.deviceNanosAt(START + 12 * SECOND)).isEqualTo(START + 12_850_000_000L);
        assertThat(clock.hostNanosOf(START + 12_400_000_000L)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackShowsSomeTimesTwice() {
        VirtualClock clock = VirtualClock.startingAt(START, 0, Drift.NONE, PlannedStep.parseAll("-2s@10s"));

        assertThat(clock.hostNanosOf(START + 9 * SECOND)).containsExactly(START + 9 * SECOND, START + 11 * SECOND);
    }

    @Test
    void stepsMayBeGivenInAnyOrderAndAddUp() {
        VirtualClock clock =
                VirtualClock.startingAt(START, 0, Drift.NONE, PlannedStep.parseAll("-20ms@20s,+850ms@12s"));

        assertThat(clock.deviceNanosAt(START + 30 * SECOND)).isEqualTo(START + 30_830_000_000L);
        assertThat(clock.steps()).hasToString("[+850ms@12s, -20ms@20s]");
    }

    @Test
    void theSensorClockRunsWithTheSameDriftButWithoutSteps() {
        VirtualClock wall =
                VirtualClock.startingAt(START, 840_000_000, Drift.parse("25ppm"), PlannedStep.parseAll("+850ms@12s"));
        DeviceTimeline sensor = wall.withoutSteps();

        assertThat(sensor.deviceNanosAt(START + 5 * SECOND)).isEqualTo(wall.deviceNanosAt(START + 5 * SECOND));
        assertThat(sensor.deviceNanosAt(START + 60 * SECOND))
                .isEqualTo(wall.deviceNanosAt(START + 60 * SECOND) - 850_000_000);
    }

    @Test
    void theInverseFindsTheInstantOfEveryDeviceTime() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            VirtualClock clock = VirtualClock.startingAt(
                    START,
                    random.nextLong(-TWO_HOURS, TWO_HOURS),
                    new Drift(random.nextDouble(-500, 500), random.nextDouble(-500, 500), 900 * SECOND),
                    PlannedStep.parseAll("+850ms@1200s,-3s@3600s"));
            for (int i = 0; i < 500; i++) {
                long host = START + random.nextLong(TWO_HOURS);
                assertThat(clock.hostNanosOf(clock.deviceNanosAt(host)))
                        .as("seed %d, host %d", seed, host)
                        .anySatisfy(found -> assertThat(found).isCloseTo(host, within(2L)));
            }
        }
    }

    @Test
    void stampsAreCutDownToTheResolution() {
        VirtualClock clock = VirtualClock.startingAt(START, 0, Drift.NONE, List.of());

        assertThat(clock.stampAt(START + 1_999_999, 1_000_000)).isEqualTo(START + 1_000_000);
        assertThat(clock.stampAt(START + 1_999_999, 0)).isEqualTo(START + 1_999_999);
        assertThat(DeviceTimeline.floor(-1, 1_000_000)).isEqualTo(-1_000_000);
    }

    @Test
    void driftsAndStepsAreWrittenAsTheyAreRead() {
        for (String text : List.of("25ppm", "-1.5ppm", "0ppm", "10ppm..40ppm/900s", "20ppm..-3.25ppm/1500ms")) {
            assertThat(Drift.parse(text)).hasToString(text);
        }
        assertThat(PlannedStep.parse("850ms@12s")).hasToString("+850ms@12s");
        assertThat(PlannedStep.parse("-1s@0ns")).hasToString("-1s@0ns");
    }

    @Test
    void nonsenseIsRefusedInOneLine() {
        assertThatThrownBy(() -> Drift.parse("25"))
                .hasMessage("[25] is not a drift; write 25ppm, or 10ppm..40ppm/900s for one that changes");
        assertThatThrownBy(() -> Drift.parse("20000ppm")).hasMessageContaining("not within ±10000ppm");
        assertThatThrownBy(() -> Drift.parse("1ppm..2ppm/0s")).hasMessageContaining("[0s] is not within");
        assertThatThrownBy(() -> PlannedStep.parse("850ms")).hasMessageContaining("such as +850ms@12s");
        assertThatThrownBy(() -> PlannedStep.parse("0ms@1s")).hasMessageContaining("is not a step");
        assertThatThrownBy(() -> PlannedStep.parse("1ms@-1s")).hasMessageContaining("is not a step");
    }
}
