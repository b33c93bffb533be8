// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Durations;
import io.trialsync.clock.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far the device's clock is from the host's. TrialSync corrects for any offset; a large one says that nobody sets that clock. */
final class WallClockCheck {

    private static final String SUBJECT = "clock";
    /** Phones without network time drift by up to about this much in a day. */
    private static final long DAYS_DRIFT_NANOS = 1_000_000_000L;

    private static final double HOUR_NANOS = 3.6e12;
    private static final String HOW = " (doc/setting-clocks.md)";

    private WallClockCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> reading) {
        if (reading.isEmpty()) {
            return List.of(unknown(facts.sync().exchanges()));
        }
        ClockReading clock = reading.get();
        List<CheckResult> results = new ArrayList<>();
        String text = text(facts, clock);
        results.add(
                Math.abs(clock.offsetNanos()) <= DAYS_DRIFT_NANOS
                        ? Finding.ok(SUBJECT, text)
                        : Finding.warn(
                                SUBJECT,
                                text,
                                "Sessions are aligned all the same, but set date and time to automatic on both, then restart"
                                        + " the app and replug the glasses" + HOW));
        clock.model()
                .steps()
                .forEach(step -> results.add(Finding.warn(
                        SUBJECT,
                        "it jumped by " + Durations.format(step.stepNanos()) + " during this check",
                        "Wait until the clock is set, restart the app, replug the glasses, and check again" + HOW)));
        return results;
    }

    private static CheckResult unknown(List<Exchange> exchanges) {
        return new Unchecked(SUBJECT, "of two exchanges that are needed there were " + exchanges.size());
    }

    private static String text(DeviceFacts facts, ClockReading clock) {
        String who = facts.phone() ? "the phone" : "it";
        return who + " is " + distance(Math.abs(clock.offsetNanos()))
                + (clock.offsetNanos() < 0 ? " ahead" : " behind") + ": offset "
                + signed(clock.offsetNanos()) + " ± " + millis(clock.uncertaintyNanos(), "%.2f") + " ms, limits "
                + signed(clock.limits().earliestNanos()) + " to "
                + signed(clock.limits().latestNanos()) + " ms; the vendor's median of " + clock.medianOf()
                + " gives " + signed(clock.median()) + " ms";
    }

    private static String distance(long nanos) {
        return nanos < HOUR_NANOS
                ? Durations.format(nanos)
                : String.format(Locale.ROOT, "%.1f hours", nanos / HOUR_NANOS);
    }

    private static String signed(long nanos) {
        return millis(nanos, "%+.2f");
    }

    private static String millis(long nanos, String format) {
        return String.format(Locale.ROOT, format, nanos / 1e6);
    }
}
