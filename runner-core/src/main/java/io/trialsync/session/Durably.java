// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Durations;
import io.trialsync.clock.HostClock;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a trial's thread wait, outside of the trial's stamps, until what is journalled of it is on the disk, if the policy wants that.
 * It does not wait for ever: a trial must not hang on a disk.
 */
final class Durably {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final HostClock clock;
    private final InOrder inOrder;
    private final JournalWriter journal;
    private final boolean wait;

    Durably(HostClock clock, InOrder inOrder, JournalWriter journal, boolean wait) {
        this.clock = clock;
        this.inOrder = inOrder;
        this.journal = journal;
        this.wait = wait;
    }

    /** Have something done by the thread that journals, and wait until what it journalled is durable. */
    void execute(Runnable work) {
        if (!wait) {
            inOrder.execute(work);
            return;
        }
        CountDownLatch durable = new CountDownLatch(1);
        inOrder.executeAtOnce(() -> {
            try {
                work.run();
            } finally {
                journal.whenDurable(durable::countDown);
            }
        });
        if (!await(durable)) {
            journal.append(new JournalRecord.Fault(
                    null,
                    "journal",
                    null,
                    "a trial waited " + Durations.format(PATIENCE_NANOS) + " for the disk, and then no longer",
                    clock.nowNanos()));
        }
    }

    /** An interrupt, as of a trial that took too long, is held back. */
    private boolean await(CountDownLatch durable) {
        long deadline = clock.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return durable.await(deadline - clock.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
