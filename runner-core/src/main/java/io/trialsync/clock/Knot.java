// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The offset at one device time of a fitted model.
 *
 * @param deviceNanos the device time, in nanoseconds
 * @param offsetNanos the estimated offset, host − device, in nanoseconds
 * @param limits the offsets that are possible there, in nanoseconds; they contain the estimate
 */
public record Knot(long deviceNanos, long offsetNanos, Bound limits) {

    /** @throws IllegalArgumentException if a value is not within ±2^62 ns or the limits exclude the estimate */
    public Knot {
        TimeRange.requirePoint("device time", deviceNanos);
        TimeRange.requirePoint("offset", offsetNanos);
        if (!limits.contains(offsetNanos)) {
            throw new IllegalArgumentException("offset [" + offsetNanos + "] is not within its limits " + limits);
        }
    }
}
