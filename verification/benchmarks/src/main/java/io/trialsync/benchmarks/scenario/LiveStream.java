// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.StreamClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The samples that a simulated device streams, {@value #RATE_HERTZ} a second: each is delayed by the device, then by the way back
 * of the link, and none overtakes another. Immutable.
 */
final class LiveStream {

    static final int RATE_HERTZ = 20;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double LEAST_MILLIS = 25;
    private static final double JITTER_MILLIS = 2;

    private final DeviceTruth truth;
    private final Link.Delays delays;
    private final long seed;

    /**
     * @param delays those of the exchanges, whose congestion the stream shares
     * @param seed where its own chance comes from
     */
    LiveStream(DeviceTruth truth, Link.Delays delays, long seed) {
        this.truth = truth;
        this.delays = delays;
        this.seed = seed;
    }

    /** {@return of each second the least delayed sample} */
    List<Arrival> arrivals(long hostStartNanos, int sessionSeconds, StreamClock clock) {
        SplittableRandom random = new SplittableRandom(seed);
        Link.Delays own = delays.ofOthers(random.split());
        List<Arrival> kept = new ArrayList<>();
        Arrival least = null;
        long second = 0;
        long before = 0;
        for (long sample = 0; sample < (long) sessionSeconds * RATE_HERTZ; sample++) {
            long stamped = sample * SECOND_NANOS / RATE_HERTZ;
            long sent = stamped + Math.round((LEAST_MILLIS + JITTER_MILLIS * random.nextExponential()) * 1e6);
            long arrived = Math.max(before, sent + own.backwardNanos(stamped * 1e-9));
            before = arrived;
            long ahead = clock == StreamClock.WALL ? truth.wallAheadNanos(stamped) : truth.sensorAheadNanos(stamped);
            Arrival arrival = new Arrival(hostStartNanos + stamped + ahead, hostStartNanos + arrived);
            if (least != null && arrived / SECOND_NANOS != second) {
                kept.add(least);
                least = null;
            }
            second = arrived / SECOND_NANOS;
            if (least == null || arrival.latestOffsetNanos() < least.latestOffsetNanos()) {
                least = arrival;
            }
        }
        if (least != null) {
            kept.add(least);
        }
        return kept;
    }
}
