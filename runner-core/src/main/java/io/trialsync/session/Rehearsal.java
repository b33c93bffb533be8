// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** The journal's thread is slower than what it is given; what it has not done by the end would hold up the first real trial. */
    private static final int MOST_QUEUED = 20;

    private static final long LONGEST_NANOS = 300_000_000;

    private final HostClock clock;
    private final InOrder inOrder;
    private final Trials trials;
    private final CompilersAtRest compilers;
    private final JournalWriter journal = JournalWriter.discarding();

    Rehearsal(Opening opening, InOrder inOrder) {
        this.clock = opening.clock();
        this.inOrder = inOrder;
        this.compilers = new CompilersAtRest(opening.clock());
        Journal before = new Journal(List.of(), List.of(), false, 0);
        HostAnchors anchors = new HostAnchors(clock, journal);
        DeviceLinks links = new DeviceLinks(opening.withoutDevices(), journal, anchors, new AtomicLong(), 0);
        MarkerLog markers = new MarkerLog(before, journal, links);
        TrialLog log = new TrialLog(journal, clock, markers, links, report -> ProgressLine.of(report));
        Durably durably = new Durably(clock, inOrder, journal, false);
        this.trials = new Trials(
                clock, inOrder, durably, log, markers, TrialIndex.after(before), new AddedTime(), links.loss());
    }

    /** Let trials pass until everything is warm, or some time has gone by; when it returns, few are left to the journal's thread. */
    void run(Consumer<TrialBracket> passage) {
        long deadline = clock.nanoTime() + LONGEST_NANOS;
        boolean keepsUp = true;
        for (int i = 1; i <= PASSAGES && keepsUp && clock.nanoTime() - deadline < 0; i++) {
            pass("rehearsal " + i, passage);
            keepsUp = i % MOST_QUEUED != 0 || inOrder.settle(deadline - clock.nanoTime());
        }
        compilers.await();
        inOrder.execute(this::close);
    }

    /** Behind the last of its trials. */
    private void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(String id, Consumer<TrialBracket> passage) {
        RunningTrial trial = trials.next(new TrialInfo(id, id, () -> Map.of("n", 1, "name", id)), 1);
        trial.arm();
        passage.accept(trial);
        trial.mark("mark");
        trial.put("value", id);
        trial.finish(Completion.COMPLETED, Optional.empty());
    }
}
