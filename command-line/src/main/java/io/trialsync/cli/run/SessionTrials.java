// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.Completion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of a session says of its trials.
 *
 * @param folder the session's folder
 * @param experiment the experiment class; empty if the journal has lost that
 * @param trials each attempt at a trial, in their order
 * @param uniqueIds the tests that have begun
 * @param anyUnbegun whether a trial was called but did not begin
 * @param damages what is wrong with the journal, a session that was cut off included
 */
record SessionTrials(
        Path folder,
        String experiment,
        List<TrialOutcome> trials,
        Set<String> uniqueIds,
        boolean anyUnbegun,
        List<String> damages) {

    /** How a trial that is not over is called. */
    static final String NOT_ENDED = "not ended";

    /**
     * An attempt at a trial.
     *
     * @param trial its index
     * @param attempt which attempt at it, from 1
     * @param name what people call it
     * @param completion how it ended
     * @param message why, if that was said
     */
    record TrialOutcome(
            int trial,
            int attempt,
            String name,
            String completion,
            @Nullable String message) {

        boolean completed() {
            return completion.equals(Completion.COMPLETED.label());
        }

        /** One line. */
        String sentence() {
            return "trial " + trial + (attempt > 1 ? " (attempt " + attempt + ")" : "") + " " + completion + ": " + name
                    + (message == null ? "" : ": " + OneLine.of(message));
        }
    }

    static SessionTrials read(Path folder) {
        Journal journal;
        try {
            journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        } catch (IOException e) {
            return new SessionTrials(
                    folder, "", List.of(), Set.of(), false, List.of("the journal cannot be read: " + e.getMessage()));
        }
        Map<List<Integer>, TrialEnd> ends = new HashMap<>();
        journal.all(TrialEnd.class).forEach(end -> ends.put(List.of(end.trial(), end.attempt()), end));
        List<TrialOutcome> trials = new ArrayList<>();
        Set<String> uniqueIds = new HashSet<>();
        journal.all(TrialBegin.class).forEach(begin -> {
            uniqueIds.add(begin.uniqueId());
            TrialEnd end = ends.get(List.of(begin.trial(), begin.attempt()));
            trials.add(new TrialOutcome(
                    begin.trial(),
                    begin.attempt(),
                    begin.displayName(),
                    end == null ? NOT_ENDED : end.completion(),
                    end == null ? null : end.message()));
        });
        return new SessionTrials(
                folder,
                journal.all(SessionStart.class)
                        .map(SessionStart::experiment)
                        .findFirst()
                        .orElse(""),
                List.copyOf(trials),
                Set.copyOf(uniqueIds),
                journal.all(Fault.class)
                        .anyMatch(
                                fault -> fault.device() == null && fault.what().equals("trial")),
                damages(journal));
    }

    private static List<String> damages(Journal journal) {
        List<String> damages = new ArrayList<>(journal.damages());
        if (journal.all(SessionEnd.class).findAny().isEmpty()) {
            damages.add("the session was cut off");
        }
        return List.copyOf(damages);
    }
}
