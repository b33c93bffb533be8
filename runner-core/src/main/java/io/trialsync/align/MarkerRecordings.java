// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Into which recordings of a device the markers of a session went or should have gone. */
final class MarkerRecordings {

    private static final Set<String> OF_THE_SESSION = Set.of("started", "visible");

    private final Set<String> ids = new LinkedHashSet<>();
    private final Map<Integer, String> due = new HashMap<>();

    private MarkerRecordings() {}

    static MarkerRecordings of(Journal journal, String device) {
        MarkerRecordings recordings = new MarkerRecordings();
        String now = null;
        for (JournalRecord record : journal.records()) {
            now = recordings.take(record, device, now);
        }
        return recordings;
    }

    private @Nullable String take(JournalRecord record, String device, @Nullable String now) {
        if (record instanceof RecordingChanged change && change.device().equals(device)) {
            ids.add(change.recordingId());
            return OF_THE_SESSION.contains(change.action()) ? change.recordingId() : now;
        }
        if (record instanceof MarkerAnswered answer && answer.device().equals(device) && answer.recordingId() != null) {
            ids.add(answer.recordingId());
        }
        if (record instanceof MarkerStamped marker && now != null) {
            due.put(marker.marker(), now);
        }
        return now;
    }

    /** All recordings of the device that the session has heard of. */
    Set<String> ids() {
        return ids;
    }

    /** Whether a marker is known to belong into none of some recordings; if it is not known which they are, it may. */
    boolean isElsewhere(MarkerRow row, Set<String> compared) {
        Optional<String> actual = row.recordingId();
        String wanted = due.get(row.marker().marker());
        boolean wantedHere = wanted != null && compared.contains(wanted);
        boolean there = actual.isPresent() && compared.contains(actual.get());
        return !compared.isEmpty() && !wantedHere && !there && (wanted != null || actual.isPresent());
    }
}
