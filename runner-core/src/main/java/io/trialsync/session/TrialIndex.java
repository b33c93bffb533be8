// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.TrialNotBegun;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the trials of a session: an index for each, kept when it is tried again, and the number of the attempt. */
final class TrialIndex {

    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Integer> inBlocks = new HashMap<>();
    private final Map<Integer, Integer> sizesOfBlocks = new HashMap<>();
    private int highest;

    /** Go on where a journal ends. */
    static TrialIndex after(Journal journal) {
        TrialIndex index = new TrialIndex();
        journal.all(TrialBegin.class)
                .forEach(trial -> index.keep(trial.uniqueId(), trial.trial(), trial.attempt(), trial.indexInBlock()));
        journal.all(TrialNotBegun.class)
                .forEach(trial -> index.keep(trial.uniqueId(), trial.trial(), trial.attempt(), trial.indexInBlock()));
        return index;
    }

    private void keep(String uniqueId, int trial, int attempt, @Nullable Integer inBlock) {
        indexes.put(uniqueId, trial);
        highest = Math.max(highest, trial);
        attempts.merge(uniqueId, attempt, Math::max);
        if (inBlock != null) {
            inBlocks.put(uniqueId, inBlock);
        }
    }

    synchronized int indexOf(String uniqueId) {
        return indexes.computeIfAbsent(uniqueId, id -> ++highest);
    }

    /** The index in a block, kept like the other one, although a rerun is a block of its own; null outside of blocks. */
    synchronized @Nullable Integer inBlock(String uniqueId, @Nullable Integer block) {
        return block == null
                ? inBlocks.get(uniqueId)
                : inBlocks.computeIfAbsent(uniqueId, id -> sizesOfBlocks.merge(block, 1, Integer::sum));
    }

    /** The highest index given so far. */
    synchronized int highest() {
        return highest;
    }

    synchronized int nextAttempt(String uniqueId) {
        return attempts.merge(uniqueId, 1, Integer::sum);
    }
}
