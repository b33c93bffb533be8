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

    /** @throws IllegalArgumentException if the limits exclude the estimate */
    public Knot {
        if (!limits.contains(offsetNanos)) {
            throw new IllegalArgumentException("offset [" + offsetNanos + "] is not within its limits " + limits);
        }
    }
}
