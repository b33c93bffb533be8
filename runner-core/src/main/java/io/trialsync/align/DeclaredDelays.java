// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Durations;
import io.trialsync.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Delays that the user declares and no exchange can show. They change no converted time, and appear in columns of their own only.
 * Immutable.
 *
 * @param displayNanos from a host time at which something is drawn until it is on the display, in nanoseconds, not negative
 * @param streamNanos from what a sensor sees until the time in its stamp, in nanoseconds, not negative
 */
public record DeclaredDelays(OptionalLong displayNanos, OptionalLong streamNanos) {

    /** The key by which a session's configuration gives the delay of the display, as a duration. */
    public static final String DISPLAY_KEY = "trialsync.delay.display";

    /** The key by which a session's configuration gives the delay of the sensors, as a duration. */
    public static final String STREAM_KEY = "trialsync.delay.stream";

    static DeclaredDelays of(Journal journal) {
        return new DeclaredDelays(
                JournalledSettings.last(journal, DISPLAY_KEY), JournalledSettings.last(journal, STREAM_KEY));
    }

    List<ModelAssumption> assumptions() {
        List<ModelAssumption> all = new ArrayList<>();
        displayNanos.ifPresent(
                nanos -> all.add(ModelAssumption.declared("what is drawn is on the display " + Durations.format(nanos)
                        + " after its host time; only display onset [ns] in markers.csv has this in it")));
        streamNanos.ifPresent(
                nanos -> all.add(ModelAssumption.declared("what a sensor sees was there " + Durations.format(nanos)
                        + " before its stamp; only the column " + StreamDelay.COLUMN
                        + " of converted tables has this in it")));
        return List.copyOf(all);
    }
}
