// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A device time put on the host's timeline.
 *
 * @param hostNanos the estimate, in nanoseconds of host time
 * @param uncertainty its half-width of at least 95 %, cut down to the distance to the farther limit
 * @param limits the earliest and latest host time under the model's assumptions; they contain the estimate
 * @param extrapolated whether it lies before the first or after the last exchange of its segment
 */
public record HostTime(long hostNanos, Uncertainty uncertainty, Bound limits, boolean extrapolated) {

    /** @throws IllegalArgumentException if the limits exclude the estimate */
    public HostTime {
        if (!limits.contains(hostNanos)) {
            throw new IllegalArgumentException("host time [" + hostNanos + "] is not within its limits " + limits);
        }
        uncertainty = uncertainty.atMost(limits.fartherFrom(hostNanos));
    }
}
