// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

/**
 * Relates the virtual machine's own count of milliseconds, in which it tells when it collected garbage, to the monotonic clock.
 * The machine does not say when that count began, only that it was not before the machine itself; each collection of which is
 * known between which two readings of the clock it lay narrows this down. Thread-safe.
 */
final class GcTimeline {

    private static final long MILLI_NANOS = 1_000_000;

    private long earliestZero;
    private long latestZero;

    /**
     * @param machineStart a reading of the monotonic clock that is not after the machine's start
     * @param now a reading of the monotonic clock
     */
    GcTimeline(long machineStart, long now) {
        this.earliestZero = machineStart;
        this.latestZero = now;
    }

    /** A collection is known to have begun after a reading of the clock. A contradiction is left out. */
    synchronized void beganAfter(long nanoTime, long startMillis) {
        long zero = nanoTime - (startMillis + 1) * MILLI_NANOS;
        if (zero - earliestZero > 0 && latestZero - zero >= 0) {
            earliestZero = zero;
        }
    }

    /** A collection is known to have ended before a reading of the clock. A contradiction is left out. */
    synchronized void endedBefore(long nanoTime, long endMillis) {
        long zero = nanoTime - endMillis * MILLI_NANOS;
        if (latestZero - zero > 0 && zero - earliestZero >= 0) {
            latestZero = zero;
        }
    }

    /** The middle of the readings that the clock may have had in some millisecond of the count. */
    synchronized long nanoTime(long millis) {
        return earliestZero + (latestZero - earliestZero) / 2 + millis * MILLI_NANOS + MILLI_NANOS / 2;
    }

    /** The half-width of that. */
    synchronized long uncertaintyNanos() {
        return (latestZero - earliestZero) / 2 + MILLI_NANOS / 2;
    }
}
