// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * A device's own live stream as a witness of its clock. Immutable.
 *
 * <p>It is heard under two assumptions: no sample arrives before it was stamped, and the least delay of the stream, from the
 * stamp to the host, stays the same. The first makes limits, the second tells how the drift ran where no exchange was made.
 *
 * @param arrivals the arrivals that were kept, of each second the least delayed one, in any order
 * @param clock which clock stamps the stream
 * @param startedHostNanos with {@link StreamClock#SENSOR}, the host time at which the sensors took their time from the measured
 *     clock, in nanoseconds; {@link Long#MIN_VALUE} if that was before the first exchange
 */
public record StreamWitness(List<Arrival> arrivals, StreamClock clock, long startedHostNanos) {

    /** Copies the list. */
    public StreamWitness {
        arrivals = List.copyOf(arrivals);
    }

    /** {@return a session without a live stream} */
    public static StreamWitness none() {
        return new StreamWitness(List.of(), StreamClock.WALL, Long.MIN_VALUE);
    }

    /**
     * {@return a stream stamped by the clock that the exchanges measure}
     *
     * @param arrivals the arrivals that were kept
     */
    public static StreamWitness ofWallClock(List<Arrival> arrivals) {
        return new StreamWitness(arrivals, StreamClock.WALL, Long.MIN_VALUE);
    }

    /**
     * {@return a stream stamped by a clock that was taken from the measured one before the first exchange}
     *
     * @param arrivals the arrivals that were kept
     */
    public static StreamWitness ofSensorClock(List<Arrival> arrivals) {
        return new StreamWitness(arrivals, StreamClock.SENSOR, Long.MIN_VALUE);
    }
}
