// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import java.util.HashMap;
import java.util.Map;

/** Numbers the trials of a session: an index for each, kept when it is tried again, and the number of the attempt. */
final class TrialIndex {

    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private int highest;

    /** Go on where a journal ends. */
    static TrialIndex after(Journal journal) {
        TrialIndex index = new TrialIndex();
        journal.all(TrialBegin.class).forEach(trial -> {
            index.indexes.put(trial.uniqueId(), trial.trial());
            index.highest = Math.max(index.highest, trial.trial());
            index.attempts.merge(trial.uniqueId(), trial.attempt(), Math::max);
        });
        return index;
    }

    synchronized int indexOf(String uniqueId) {
        return indexes.computeIfAbsent(uniqueId, id -> ++highest);
    }

    synchronized int nextAttempt(String uniqueId) {
        return attempts.merge(uniqueId, 1, Integer::sum);
    }
}
