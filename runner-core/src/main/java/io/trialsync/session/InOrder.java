// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Does one thing after the other on a thread of its own. A thing that fails is told and does not hold up the next one.
 *
 * <p>An executor would wake its thread whenever it rests, which takes the caller some twenty microseconds, and the caller may be
 * a trial. So the thread looks by itself four thousand times a second, a hundredth of a processor's time, until nothing has
 * happened for some seconds; only then must it be woken.
 */
final class InOrder {

    private static final long LOOK_NANOS = 250_000;
    private static final int LOOKS_BEFORE_REST = 8_000;

    private final WorkQueue queue = new WorkQueue();
    private final Consumer<RuntimeException> failures;
    private final Thread thread = new Thread(this::work, "trialsync-trials");
    private final int looksBeforeRest;
    private volatile boolean resting;
    private volatile boolean finishing;
    private volatile boolean over;

    /** @param failures is told what went wrong, on the same thread */
    InOrder(Consumer<RuntimeException> failures) {
        this(failures, LOOKS_BEFORE_REST);
    }

    InOrder(Consumer<RuntimeException> failures, int looksBeforeRest) {
        this.failures = failures;
        this.looksBeforeRest = looksBeforeRest;
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws IllegalStateException if the session has ended */
    void execute(Runnable work) {
        if (finishing) {
            throw new IllegalStateException("the session has ended");
        }
        WorkQueue.Added added = queue.add(work);
        if (resting) {
            LockSupport.unpark(thread);
        }
        if (over && added.withdraw()) {
            throw new IllegalStateException("the session has ended");
        }
    }

    /** Give it something to do that the caller waits for, so that it is worth waking the thread. */
    void executeAtOnce(Runnable work) {
        execute(work);
        LockSupport.unpark(thread);
    }

    /** Wait until all that was given so far is done, but not for ever; whether it is. */
    boolean settle(long patienceNanos) {
        CountDownLatch settled = new CountDownLatch(1);
        executeAtOnce(settled::countDown);
        try {
            return settled.await(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work() {
        int looks = 0;
        while (!finishing) {
            if (doAll()) {
                looks = 0;
            } else if (looks < looksBeforeRest) {
                looks++;
                LockSupport.parkNanos(this, LOOK_NANOS);
            } else {
                rest();
                looks = 0;
            }
        }
        doAll();
        over = true;
        // whatever came while the last was done
        doAll();
    }

    private void rest() {
        resting = true;
        if (queue.isEmpty() && !finishing) {
            LockSupport.park(this);
        }
        resting = false;
    }

    /** {@return whether there was anything to do} */
    private boolean doAll() {
        boolean any = false;
        for (Runnable work = queue.poll(); work != null; work = queue.poll()) {
            any = true;
            guarded(work);
        }
        return any;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failures.accept(e);
        } catch (Error e) {
            // the records that follow are not to be lost for it
            failures.accept(new IllegalStateException(e));
        } finally {
            // else the thread would never pause again
            Thread.interrupted();
        }
    }

    /** Do what is left, take nothing new, and end the thread. */
    void finish(long patienceMillis) {
        finishing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(patienceMillis);
            if (thread.isAlive()) {
                int lost = queue.withdrawAll();
                thread.interrupt();
                failures.accept(new IllegalStateException("the journal's thread hangs; records lost: " + lost));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
