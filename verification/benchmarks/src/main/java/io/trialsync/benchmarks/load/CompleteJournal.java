// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.align.SessionAlignment;
import io.trialsync.align.SessionLosses;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.util.ArrayList;
import java.util.List;

/** Whether a journal holds all of a session. Stateless. */
final class CompleteJournal {

    private CompleteJournal() {}

    /** {@return what is not there, a line each; none if the journal is complete} */
    static List<String> missing(LoadSession session, SessionAlignment alignment) {
        Journal journal = alignment.journal();
        List<String> missing = new ArrayList<>(SessionLosses.of(alignment));
        if (journal.torn() || journal.nextNumber() != journal.records().size()) {
            missing.add("the journal is torn, or its numbers are not consecutive: "
                    + journal.records().size() + " lines, the next would be number " + journal.nextNumber());
        }
        int devices = alignment.devices().size();
        if (devices != session.phones()) {
            missing.add(devices + " phones are in the journal, " + session.phones() + " were opened");
        }
        require(count(journal, TrialEnd.class), session.trials(), "ends of trials", missing);
        int markers = session.trials() * LoadSession.MARKERS_OF_TRIAL;
        require(count(journal, MarkerStamped.class), markers, "markers", missing);
        require(count(journal, SessionEnd.class), 1, "ends of the session", missing);
        journal.all(SessionEnd.class).forEach(end -> require(end.markers(), markers, "markers at its end", missing));
        return missing;
    }

    private static long count(Journal journal, Class<? extends JournalRecord> type) {
        return journal.all(type).count();
    }

    private static void require(long actual, long expected, String what, List<String> missing) {
        if (actual != expected) {
            missing.add("the journal has " + actual + " " + what + ", " + expected + " are due");
        }
    }
}
