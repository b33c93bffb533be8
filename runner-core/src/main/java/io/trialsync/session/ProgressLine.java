// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Durations;
import java.util.ArrayList;
import java.util.List;

/** A trial that has ended in one line for people, the same under every test framework and on the command line. */
public final class ProgressLine {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SECONDS_AS_MINUTES = 90;
    private static final long MINUTES_AS_HOURS = 120;

    private ProgressLine() {}

    /**
     * {@return the line, such as {@code trial 7 of 24 completed: set size 8 (sync ±400 µs, about 3 min left)}}
     *
     * @param report the trial
     */
    public static String of(TrialReport report) {
        List<String> notes = new ArrayList<>();
        report.uncertaintyNanos().ifPresent(nanos -> notes.add("sync ±" + Durations.format(nanos)));
        report.remainingNanos().ifPresent(nanos -> notes.add(left(nanos)));
        return "trial " + report.index()
                + (report.planned().isPresent() ? " of " + report.planned().getAsInt() : "")
                + (report.attempt() > 1 ? " (attempt " + report.attempt() + ")" : "")
                + " " + report.completion().label()
                + ": " + report.displayName()
                + (notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")");
    }

    private static String left(long nanos) {
        if (nanos == 0) {
            return "the last one";
        }
        long seconds = (nanos + SECOND_NANOS / 2) / SECOND_NANOS;
        if (seconds < SECONDS_AS_MINUTES) {
            return seconds == 0 ? "less than a second left" : "about " + seconds + " s left";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < MINUTES_AS_HOURS
                ? "about " + minutes + " min left"
                : "about " + (minutes + 30) / 60 + " h left";
    }
}
