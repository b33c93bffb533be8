// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The charge of the phone: at {@code CRITICAL} the app refuses to record. */
final class BatteryCheck {

    private static final String SUBJECT = "battery";
    private static final double LOW_PERCENT = 20;
    /** For apps that tell the charge only. */
    private static final double CRITICAL_PERCENT = 5;

    private BatteryCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        Optional<Double> percent = StatusValues.number(facts.status(), "battery_level");
        Optional<String> state = StatusValues.word(facts, "battery_state");
        if (percent.isEmpty() && state.isEmpty()) {
            return StatusValues.unknown(SUBJECT, facts);
        }
        String text = percent.map(charge -> String.format(Locale.ROOT, "%.0f %%", charge))
                        .orElse("")
                + state.filter(word -> !word.equals("OK"))
                        .map(word -> " (" + word + ")")
                        .orElse("");
        if (is(state, "CRITICAL")
                || percent.filter(charge -> charge < CRITICAL_PERCENT).isPresent()) {
            return List.of(Finding.fail(SUBJECT, text.strip(), "The app refuses to record: charge the phone first"));
        }
        if (is(state, "LOW") || percent.filter(charge -> charge < LOW_PERCENT).isPresent()) {
            return List.of(Finding.warn(
                    SUBJECT, text.strip(), "Charge the phone, or connect a power bank, before a long session"));
        }
        return List.of(Finding.ok(SUBJECT, text.isBlank() ? "enough" : text.strip()));
    }

    private static boolean is(Optional<String> state, String word) {
        return state.filter(word::equals).isPresent();
    }
}
