// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * What a device's clock showed at a host time.
 *
 * @param deviceNanos the estimate, in nanoseconds of the device's clock
 * @param uncertainty its half-width of at least 95 %, cut down to the distance to the farther limit
 * @param limits the least and largest device time under the model's assumptions; they contain the estimate
 * @param extrapolated whether it lies before the first or after the last exchange
 */
public record DeviceTime(long deviceNanos, Uncertainty uncertainty, Bound limits, boolean extrapolated) {

    /** @throws IllegalArgumentException if the limits exclude the estimate */
    public DeviceTime {
        if (!limits.contains(deviceNanos)) {
            throw new IllegalArgumentException("device time [" + deviceNanos + "] is not within its limits " + limits);
        }
        uncertainty = uncertainty.atMost(limits.fartherFrom(deviceNanos));
    }
}
