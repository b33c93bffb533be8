// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * One time-sync operation: the host sends, the device stamps, the host receives.
 *
 * <p>It proves that the offset (host − device) lies within {@link #offsetLimits(StampRule)}, provided only that the device
 * took its stamp between send and receive.
 *
 * @param hostSendNanos host time just before the request left, in nanoseconds
 * @param deviceNanos the device's stamp as it was given, in nanoseconds of its own clock
 * @param hostReceiveNanos host time just after the reply arrived, in nanoseconds
 * @param resolutionNanos the resolution of the device's stamp, in nanoseconds; zero if it is exact
 * @param first whether it was the first on a fresh connection or after idling; such an exchange is valid but slow
 */
public record Exchange(
        long hostSendNanos, long deviceNanos, long hostReceiveNanos, long resolutionNanos, boolean first) {

    /** The coarsest stamp that is accepted: one minute. */
    static final long COARSEST_RESOLUTION_NANOS = 60_000_000_000L;

    /**
     * @throws IllegalArgumentException if it was received before it was sent, or if a time, an offset or the resolution is
     *     out of range (146 years either side of zero, one minute)
     */
    public Exchange {
        TimeRange.require("host_send_ns", hostSendNanos);
        TimeRange.require("device_ns", deviceNanos);
        TimeRange.require("host_receive_ns", hostReceiveNanos);
        if (hostReceiveNanos < hostSendNanos) {
            throw new IllegalArgumentException("host_receive_ns [" + hostReceiveNanos + "] is before host_send_ns ["
                    + hostSendNanos + "]; an exchange is received after it was sent");
        }
        TimeRange.require("offset", hostSendNanos - deviceNanos);
        TimeRange.require("offset", hostReceiveNanos - deviceNanos);
        if (resolutionNanos < 0 || resolutionNanos > COARSEST_RESOLUTION_NANOS) {
            throw new IllegalArgumentException(
                    "resolution_ns [" + resolutionNanos + "] is not within 0 to " + COARSEST_RESOLUTION_NANOS);
        }
    }

    /**
     * Create an exchange that is not marked as first.
     *
     * @param hostSendNanos host time of the request, in nanoseconds
     * @param deviceNanos the device's stamp, in nanoseconds
     * @param hostReceiveNanos host time of the reply, in nanoseconds
     * @param resolutionNanos the stamp's resolution, in nanoseconds
     */
    public Exchange(long hostSendNanos, long deviceNanos, long hostReceiveNanos, long resolutionNanos) {
        this(hostSendNanos, deviceNanos, hostReceiveNanos, resolutionNanos, false);
    }

    /** {@return the round trip time, in nanoseconds, never negative} */
    public long roundTripNanos() {
        return hostReceiveNanos - hostSendNanos;
    }

    /** {@return the host time half-way between send and receive, in nanoseconds} */
    public long hostMiddleNanos() {
        return hostSendNanos + (roundTripNanos() >> 1);
    }

    /**
     * {@return all offsets (host − device), in nanoseconds, that this exchange allows at the instant of the stamp}
     *
     * @param rule how the device forms its stamps
     */
    public Bound offsetLimits(StampRule rule) {
        long early = rule == StampRule.UNKNOWN ? TimeRange.halfUp(resolutionNanos) : 0;
        return new Bound(hostSendNanos - deviceNanos - resolutionNanos, hostReceiveNanos - deviceNanos + early);
    }

    /**
     * {@return the sync point of this exchange: the middle of the round trip against the middle of the stamp's resolution}
     *
     * @param rule how the device forms its stamps; widens the limits, never moves the point
     */
    public SyncPoint syncPoint(StampRule rule) {
        return new SyncPoint(
                hostMiddleNanos(), deviceNanos + resolutionNanos / 2, roundTripNanos(), offsetLimits(rule));
    }

    /**
     * {@return the sync point with limits that hold at its own device time, which may lie up to a resolution from the instant
     * of the stamp}
     */
    SyncPoint syncPoint(FitAssumptions assumptions) {
        SyncPoint point = syncPoint(assumptions.stampRule());
        return new SyncPoint(
                point.hostNanos(),
                point.deviceNanos(),
                point.roundTripNanos(),
                point.offsetLimits().grow(assumptions.growthNanos(resolutionNanos)));
    }
}
