// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.ClockModelFitter;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.LinkAsymmetry;
import io.trialsync.clock.StampRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a clock model takes for granted, as clock-model.json and the report have it. */
class ModelAssumptionTests {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);

    @Test
    void saysThatNothingIsKnownOfTheLinkUnlessItWasMeasured() {
        assertThat(ModelAssumption.of(fit(FLOORED, 0), Declared.none()))
                .contains(new ModelAssumption(
                        "by how much the quickest ways to the device and back differ is not known: limits and uncertainty"
                                + " allow for half of the shortest round trip either way",
                        "assumed"));
        assertThat(ModelAssumption.of(
                        fit(FLOORED.withLinkAsymmetry(new LinkAsymmetry(-250_000, 20_000)), 0), Declared.none()))
                .contains(new ModelAssumption(
                        "the quickest way to the device takes -0.250 ms longer than that back, measured to ± 0.020 ms",
                        "declared"));
    }

    @Test
    void saysWhetherTheClockWasDeclaredNeverToBeSlewed() {
        assertThat(ModelAssumption.of(fit(FLOORED, 0), Declared.none()))
                .contains(new ModelAssumption(
                        "the clock may be slewed at any time, so no chord between exchanges narrows its limits",
                        "assumed"));
        assertThat(ModelAssumption.of(fit(FLOORED.withoutSlews(), 0), Declared.none()))
                .contains(new ModelAssumption(
                        "the clock is never slewed: between steps its drift changes by at most 0.05 ppm per second, so"
                                + " chords between exchanges narrow its limits",
                        "declared"));
    }

    @Test
    void namesAChangeThatMayBeAStepOrASlewForBothClocks() {
        ClockModel wall = fit(FLOORED, 20_000_000);
        for (ClockModel model : List.of(wall, wall.withStepsRemoved())) {
            assertThat(ModelAssumption.of(model, Declared.none()))
                    .extracting(ModelAssumption::sentence)
                    .anySatisfy(sentence -> assertThat(sentence)
                            .matches(
                                    "a change of \\+(19\\.|20\\.)\\d+ ms within a gap of \\d+\\.?\\d* s may be a step or a slew;"
                                            + " limits and uncertainty cover both"));
        }
        assertThat(ModelAssumption.of(fit(FLOORED, 0), Declared.none()))
                .extracting(ModelAssumption::sentence)
                .noneMatch(sentence -> sentence.contains("may be a step"));
    }

    /** A burst a minute for half an hour, and a clock that may jump ahead a little in the middle of it. */
    private static ClockModel fit(FitAssumptions assumptions, long aheadNanos) {
        Random random = new Random(1);
        List<Exchange> exchanges = new ArrayList<>();
        for (long second = 0; second < 1800; second += 60) {
            for (long i = 0; i < 10; i++) {
                long send = second * 1_000_000_000 + i * 20_000_000;
                long stamped = send + 1_000_000 + random.nextLong(500_000);
                long received = stamped + 1_000_000 + random.nextLong(500_000);
                exchanges.add(new Exchange(send, stamped + (second > 900 ? aheadNanos : 0), received, 0));
            }
        }
        return new ClockModelFitter().fit(exchanges, assumptions);
    }
}
