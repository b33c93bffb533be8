// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which recording of a device each marker should have gone into, by the journal. */
final class RecordingLedger {

    private static final String RECORDING_KEY = "trialsync.recording";
    private static final Set<String> OF_THE_SESSION = Set.of("started", "visible");

    private final boolean expecting;
    private final Map<Integer, String> expected;

    private RecordingLedger(boolean expecting, Map<Integer, String> expected) {
        this.expecting = expecting;
        this.expected = expected;
    }

    /** A session that leaves recordings alone, or a device whose recordings it cannot start, expects none. */
    static RecordingLedger of(Journal journal, DeviceOpened device) {
        boolean never = journal.all(SessionStart.class)
                .anyMatch(start -> "never".equals(start.configuration().get(RECORDING_KEY)));
        Map<Integer, String> expected = new HashMap<>();
        String now = null;
        for (JournalRecord record : journal.records()) {
            if (record instanceof RecordingChanged change && isOf(change, device)) {
                now = change.recordingId();
            } else if (record instanceof MarkerAnswered answer
                    && now != null
                    && answer.device().equals(device.device())) {
                expected.put(answer.marker(), now);
            }
        }
        return new RecordingLedger(device.recordings() && !never, expected);
    }

    private static boolean isOf(RecordingChanged change, DeviceOpened device) {
        return change.device().equals(device.device()) && OF_THE_SESSION.contains(change.action());
    }

    MarkerRow.State stateOf(MarkerAnswered answer) {
        String due = expected.get(answer.marker());
        String actual = answer.recordingId();
        if (!expecting || isAsExpected(due, actual)) {
            return MarkerRow.State.ANSWERED;
        }
        return actual == null ? MarkerRow.State.DISCARDED : MarkerRow.State.OTHER_RECORDING;
    }

    private static boolean isAsExpected(@Nullable String due, @Nullable String actual) {
        return actual != null && (due == null || due.equals(actual));
    }
}
