// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does one thing after the other on a thread of its own. A thing that fails is told and does not hold up the next one. */
final class InOrder {

    private final ExecutorService executor = Executors.newSingleThreadExecutor(InOrder::thread);
    private final Consumer<RuntimeException> failures;

    /** @param failures is told what went wrong, on the same thread */
    InOrder(Consumer<RuntimeException> failures) {
        this.failures = failures;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "trialsync-journal");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws IllegalStateException if the session has ended */
    void execute(Runnable work) {
        try {
            executor.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the session has ended", e);
        }
    }

    /** Wait until all that was given so far is done, but not for ever. */
    void settle(long patienceNanos) {
        CountDownLatch settled = new CountDownLatch(1);
        execute(settled::countDown);
        try {
            settled.await(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failures.accept(e);
        }
    }

    /** Do what is left, take nothing new, and end the thread. */
    void finish(long patienceMillis) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(patienceMillis, TimeUnit.MILLISECONDS)) {
                int lost = executor.shutdownNow().size();
                failures.accept(new IllegalStateException("the journal's thread hangs; records lost: " + lost));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
