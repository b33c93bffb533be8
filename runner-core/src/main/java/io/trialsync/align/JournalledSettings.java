// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Durations;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The durations that a session was configured with, by its journal. */
final class JournalledSettings {

    private JournalledSettings() {}

    /** {@return the duration that was given last, in nanoseconds, as by a rerun; empty if it was never given} */
    static OptionalLong last(Journal journal, String key) {
        return duration(journal.all(SessionStart.class).toList(), key);
    }

    /** {@return the duration that was in force when the first trial began} */
    static OptionalLong beforeFirstTrial(Journal journal, String key) {
        return duration(
                journal.records().stream()
                        .takeWhile(record -> !(record instanceof TrialBegin))
                        .filter(SessionStart.class::isInstance)
                        .map(SessionStart.class::cast)
                        .toList(),
                key);
    }

    private static OptionalLong duration(List<SessionStart> starts, String key) {
        Optional<String> text = starts.stream()
                .flatMap(start -> Optional.ofNullable(start.configuration().get(key)).stream())
                .reduce((before, last) -> last);
        try {
            return text.map(value -> OptionalLong.of(Durations.parseNanos(value)))
                    .orElse(OptionalLong.empty());
        } catch (IllegalArgumentException e) {
            throw new AlignmentException("the journal's " + key + ": " + e.getMessage(), e);
        }
    }
}
