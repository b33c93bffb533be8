// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * One reading of the wall clock between two readings of the monotonic clock.
 *
 * @param nanoTime the monotonic clock half-way between its two readings, in nanoseconds of arbitrary origin
 * @param utcNanos the wall clock in between, in nanoseconds since the Unix epoch
 * @param widthNanos the distance of the two monotonic readings, in nanoseconds, not negative; the anchor is right to half of it, plus the
 *     clocks' granularity
 */
public record HostAnchor(long nanoTime, long utcNanos, long widthNanos) {

    /** @throws IllegalArgumentException if the wall clock is out of range or the width is negative */
    public HostAnchor {
        TimeRange.require("utc time", utcNanos);
        if (widthNanos < 0) {
            throw new IllegalArgumentException("width [" + widthNanos + "] of a host anchor is negative");
        }
    }

    /** {@return wall clock minus monotonic clock, in nanoseconds} */
    public long utcMinusNanoTime() {
        return utcNanos - nanoTime;
    }
}
