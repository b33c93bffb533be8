// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

/**
 * How often one server is asked: a short burst at first, then no more often than every two seconds, or what it asks for. Not
 * thread-safe.
 */
final class Pace {

    static final long INTERVAL_NANOS = 2_000_000_000L;
    private static final long LONGEST_INTERVAL_NANOS = 1_024_000_000_000L;
    private static final int BURST = 6;

    private int burstLeft = BURST;
    private long intervalNanos = INTERVAL_NANOS;
    private long lastNanoTime;

    /** {@return how long to wait until the server may be asked, in nanoseconds; zero or less if it may be asked now} */
    long waitNanos(long now) {
        return burstLeft > 0 ? 0 : lastNanoTime + intervalNanos - now;
    }

    /** The server is asked now. */
    void asked(long now) {
        burstLeft = Math.max(0, burstLeft - 1);
        lastNanoTime = now;
    }

    /** The server asks for fewer questions. */
    void slower() {
        burstLeft = 0;
        intervalNanos = Math.min(2 * intervalNanos, LONGEST_INTERVAL_NANOS);
    }
}
