// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import org.jspecify.annotations.Nullable;

/** Numbers, names and journals the markers of a session and hands them to the devices. For one thread at a time. */
final class MarkerLog {

    private final JournalWriter journal;
    private final DeviceLinks links;
    private final MarkerNames names;
    private final int before;
    private int highest;

    /** Go on where a journal ends. */
    MarkerLog(Journal past, JournalWriter journal, DeviceLinks links) {
        this.journal = journal;
        this.links = links;
        this.names = MarkerNames.after(past);
        this.before = HighestNumber.of(past, JournalRecord.MarkerStamped.class, JournalRecord.MarkerStamped::marker);
        this.highest = before;
    }

    /** How many markers were stamped since the journal was gone on with. */
    int count() {
        return highest - before;
    }

    void stamp(String name, @Nullable RunningTrial trial, long hostNanos, long uncertaintyNanos, MarkerSource source) {
        String full = trial == null ? name : MarkerNames.ofTrial(trial.index(), trial.attempt(), name);
        StampedMarker marker = new StampedMarker(
                ++highest,
                names.unique(full),
                trial == null ? null : trial.index(),
                trial == null ? null : trial.attempt(),
                hostNanos,
                uncertaintyNanos,
                source);
        journal.append(new JournalRecord.MarkerStamped(
                marker.number(),
                marker.name(),
                marker.trial(),
                marker.attempt(),
                uncertaintyNanos,
                source.label(),
                hostNanos));
        links.send(marker);
    }
}
