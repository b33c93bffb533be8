// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * One sample of a live stream as the host saw it: what the device stamped, and when it arrived.
 *
 * <p>A sample cannot arrive before it was stamped, so each arrival proves that the offset at its stamp was at most
 * {@code hostNanos − deviceNanos}. Of each second of a stream the one with the least difference is kept; the others prove less.
 *
 * @param deviceNanos the sample's stamp on the clock that stamps the stream, in nanoseconds
 * @param hostNanos when the host had received it, on the host's timeline, in nanoseconds
 */
public record Arrival(long deviceNanos, long hostNanos) {

    /**
     * Check both times.
     *
     * @throws IllegalArgumentException if one is more than 146 years from zero
     */
    public Arrival {
        TimeRange.require("device time", deviceNanos);
        TimeRange.require("host time", hostNanos);
    }

    /** {@return the largest offset that this arrival allows at its stamp: host time less device time, in nanoseconds} */
    public long latestOffsetNanos() {
        return hostNanos - deviceNanos;
    }
}
