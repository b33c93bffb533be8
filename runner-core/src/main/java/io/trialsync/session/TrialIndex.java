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

    /** Go on where a journal ends. */
    static TrialIndex after(Journal journal) {
        TrialIndex index = new TrialIndex();
        journal.all(TrialBegin.class).forEach(trial -> {
            index.indexes.put(trial.uniqueId(), trial.trial());
            index.attempts.merge(trial.uniqueId(), trial.attempt(), Math::max);
        });
        return index;
    }

    synchronized int indexOf(String uniqueId) {
        int next = indexes.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        return indexes.computeIfAbsent(uniqueId, id -> next);
    }

    synchronized int nextAttempt(String uniqueId) {
        return attempts.merge(uniqueId, 1, Integer::sum);
    }
}
