// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Runs something on a thread of its own, and says meanwhile how long it has taken. */
final class Watched {

    private static final long POLL_MILLIS = 100;

    private Watched() {}

    /** Runtime exceptions of the work are thrown on; {@code progress} takes the nanoseconds since the beginning. */
    static <T> T run(Callable<T> work, LongConsumer progress) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "trialsync-check-command");
        thread.setDaemon(true);
        long started = System.nanoTime();
        thread.start();
        try {
            while (true) {
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    progress.accept(System.nanoTime() - started);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the work failed: " + e.getCause(), e);
        } finally {
            task.cancel(true);
        }
    }
}
