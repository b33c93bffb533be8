// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The offset at one device time of a fitted model.
 *
 * @param deviceNanos the device time, in nanoseconds
 * @param offsetNanos the estimated offset, host − device, in nanoseconds
 * @param driftPpm the estimated drift there, in ppm; NaN where the method estimates none
 * @param uncertainty the half-width of at least 95 % around the estimate, not wider than to the farther limit
 * @param limits the offsets that are possible there, in nanoseconds; they contain the estimate
 */
public record Knot(long deviceNanos, long offsetNanos, double driftPpm, Uncertainty uncertainty, Bound limits) {

    /** @throws IllegalArgumentException if a value is not within ±2^62 ns or the limits exclude the estimate */
    public Knot {
        TimeRange.requirePoint("device time", deviceNanos);
        TimeRange.requirePoint("offset", offsetNanos);
        if (!limits.contains(offsetNanos)) {
            throw new IllegalArgumentException("offset [" + offsetNanos + "] is not within its limits " + limits);
        }
        uncertainty = uncertainty.atMost(limits.fartherFrom(offsetNanos));
    }

    /** A knot of a method that knows nothing but limits: no drift, and an uncertainty that reaches to the farther limit. */
    Knot(long deviceNanos, long offsetNanos, Bound limits) {
        this(deviceNanos, offsetNanos, Double.NaN, new Uncertainty(0, Long.MAX_VALUE), limits);
    }
}
