// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Declared;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.LinkAsymmetry;
import io.trialsync.clock.OpenChange;
import io.trialsync.clock.StampRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a clock model takes for granted, in words for people.
 *
 * @param sentence what
 * @param state whether that was checked, declared or only assumed
 */
record ModelAssumption(String sentence, String state) {

    private static final String CHECKED = "checked";
    private static final String DECLARED = "declared";
    private static final String ASSUMED = "assumed";

    /**
     * {@return all that a model takes for granted, as far as it does not depend on which clock it is of}
     *
     * @param declared what the user said of the clock and its link, the default drift limit included if it was said
     */
    static List<ModelAssumption> of(ClockModel model, Declared declared) {
        FitAssumptions assumptions = model.assumptions();
        List<ModelAssumption> all = new ArrayList<>();
        model.findings().forEach(finding -> all.add(new ModelAssumption(finding, CHECKED)));
        all.add(new ModelAssumption("the device takes its stamp between send and receive", ASSUMED));
        all.add(new ModelAssumption(
                "between steps the offset drifts by at most " + assumptions.maxDriftPpm() + " ppm",
                declared.maxDriftPpm().isPresent() ? DECLARED : ASSUMED));
        all.add(slews(assumptions));
        all.add(new ModelAssumption(rule(assumptions.stampRule()), DECLARED));
        all.add(assumptions
                .linkAsymmetry()
                .map(ModelAssumption::measured)
                .orElseGet(ModelAssumption::unknownAsymmetry));
        model.segments().stream()
                .flatMap(segment -> segment.openChanges().stream())
                .forEach(change -> all.add(open(change)));
        return List.copyOf(all);
    }

    static ModelAssumption declared(String sentence) {
        return new ModelAssumption(sentence, DECLARED);
    }

    private static ModelAssumption slews(FitAssumptions assumptions) {
        return assumptions.maxDriftChange().isPresent()
                ? new ModelAssumption(
                        "the clock is never slewed: between steps its drift changes by at most "
                                + assumptions.maxDriftChange().getAsDouble()
                                + " ppm per second, so chords between exchanges narrow its limits",
                        DECLARED)
                : new ModelAssumption(
                        "the clock may be slewed at any time, so no chord between exchanges narrows its limits",
                        ASSUMED);
    }

    private static String rule(StampRule rule) {
        return switch (rule) {
            case FLOORED -> "stamps are floored to their resolution";
            case UNKNOWN -> "stamps are floored or rounded to their resolution; the estimate assumes flooring";
        };
    }

    private static ModelAssumption measured(LinkAsymmetry known) {
        return new ModelAssumption(
                String.format(
                        Locale.ROOT,
                        "the quickest way to the device takes %+.3f ms longer than that back, measured to ± %.3f ms",
                        known.forwardExcessNanos() * 1e-6,
                        known.uncertaintyNanos() * 1e-6),
                DECLARED);
    }

    private static ModelAssumption unknownAsymmetry() {
        return new ModelAssumption(
                "by how much the quickest ways to the device and back differ is not known: limits and uncertainty"
                        + " allow for half of the shortest round trip either way",
                ASSUMED);
    }

    private static ModelAssumption open(OpenChange change) {
        return new ModelAssumption(change.text() + "; limits and uncertainty cover both", ASSUMED);
    }
}
