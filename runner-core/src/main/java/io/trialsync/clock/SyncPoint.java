// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A host time and a device time for the same instant.
 *
 * @param hostNanos the instant on the host's timeline, in nanoseconds
 * @param deviceNanos the same instant on the device's clock, in nanoseconds
 * @param roundTripNanos the round trip time of the exchange behind it, in nanoseconds, not negative
 * @param offsetLimits all offsets (host − device), in nanoseconds, that the exchange behind it allows
 */
public record SyncPoint(long hostNanos, long deviceNanos, long roundTripNanos, Bound offsetLimits) {

    /**
     * @throws IllegalArgumentException if a time or the offset is out of range, the round trip is negative or the limits
     *     exclude the point itself
     */
    public SyncPoint {
        TimeRange.requirePoint("host time", hostNanos);
        TimeRange.requirePoint("device time", deviceNanos);
        TimeRange.requirePoint("offset", hostNanos - deviceNanos);
        if (roundTripNanos < 0) {
            throw new IllegalArgumentException("round trip time [" + roundTripNanos + "] is negative");
        }
        if (!offsetLimits.contains(hostNanos - deviceNanos)) {
            throw new IllegalArgumentException(
                    "offset [" + (hostNanos - deviceNanos) + "] is not within its limits " + offsetLimits);
        }
    }

    /**
     * Create a sync point with exact stamps: its limits are half the round trip to either side.
     *
     * @param hostNanos host time, in nanoseconds
     * @param deviceNanos device time, in nanoseconds
     * @param roundTripNanos round trip time, in nanoseconds
     */
    public SyncPoint(long hostNanos, long deviceNanos, long roundTripNanos) {
        this(
                hostNanos,
                deviceNanos,
                roundTripNanos,
                around(hostNanos - deviceNanos, TimeRange.halfUp(Math.max(0, roundTripNanos))));
    }

    private static Bound around(long nanos, long halfWidthNanos) {
        return new Bound(nanos, nanos).grow(halfWidthNanos);
    }

    /** {@return the offset, host − device, in nanoseconds} */
    public long offsetNanos() {
        return hostNanos - deviceNanos;
    }
}
