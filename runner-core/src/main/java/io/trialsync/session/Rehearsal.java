// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Trials for nobody: they pass through the code of real ones, on the same threads, but to a journal that keeps nothing and to no
 * device, so that the first real trial finds all code loaded and compiled.
 */
final class Rehearsal {

    private static final int PASSAGES = 1_000;
    private static final long LONGEST_NANOS = 300_000_000;

    private final HostClock clock;
    private final Trials trials;

    Rehearsal(Opening opening, InOrder inOrder) {
        this.clock = opening.clock();
        JournalWriter journal = JournalWriter.discarding();
        Journal before = new Journal(List.of(), List.of(), false, 0);
        HostAnchors anchors = new HostAnchors(clock, journal);
        DeviceLinks links = new DeviceLinks(opening.withoutDevices(), journal, anchors, new AtomicLong(), 0);
        MarkerLog markers = new MarkerLog(before, journal, links);
        TrialLog log = new TrialLog(journal, clock, markers, links, report -> ProgressLine.of(report));
        this.trials = new Trials(clock, inOrder, log, markers, TrialIndex.after(before), new AddedTime(), links.loss());
    }

    /** Let trials pass until everything is warm, or some time has gone by. */
    void run(Consumer<TrialBracket> passage) {
        long deadline = clock.nanoTime() + LONGEST_NANOS;
        for (int i = 0; i < PASSAGES && clock.nanoTime() - deadline < 0; i++) {
            String id = "rehearsal " + i;
            RunningTrial trial = trials.next(new TrialInfo(id, id, () -> Map.of("n", 1, "name", id)), 1);
            trial.arm();
            passage.accept(trial);
            trial.mark("mark");
            trial.put("value", id);
            trial.finish(Completion.COMPLETED, Optional.empty());
        }
    }
}
