// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Waits until a time of the host's monotonic clock. */
@FunctionalInterface
interface Waiter {

    /** The last stretch is spun, since a parked thread wakes some 50 to 100 µs late. */
    long SPIN_NANOS = 100_000;

    /**
     * Wait until a time has come; an interrupted thread does not wait, so that a simulator can be closed.
     *
     * @param nanoTime a reading of the monotonic clock, in nanoseconds
     */
    void waitUntil(long nanoTime);

    /** {@return a waiter that parks and then spins} */
    static Waiter precise(LongSupplier nanoTime) {
        return deadline -> {
            long left = deadline - nanoTime.getAsLong();
            while (left > 0 && !Thread.currentThread().isInterrupted()) {
                if (left > SPIN_NANOS) {
                    LockSupport.parkNanos(left - SPIN_NANOS);
                } else {
                    Thread.onSpinWait();
                }
                left = deadline - nanoTime.getAsLong();
            }
        };
    }
}
