// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import io.trialsync.benchmarks.scenario.Schedule.Burst;
import io.trialsync.clock.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One situation of the study: a link, a clock, a schedule and the resolution of the device's stamps.
 *
 * @param id such as {@code B2}; the letter names the family
 * @param link the link
 * @param clock the device's clock
 * @param schedule when it is probed
 * @param resolutionNanos what the device's stamps are floored to, in nanoseconds
 * @param dithered whether requests are moved by a random part of that resolution
 */
public record Scenario(
        String id, Link link, ClockShape clock, Schedule schedule, long resolutionNanos, boolean dithered) {

    /** The length of a session of the study, in seconds. */
    public static final int SESSION_SECONDS = 3600;

    private static final long HOST_START_NANOS = 1_790_000_000_123_456_789L;

    /**
     * {@return the session that a seed draws; the same for the same seed}
     *
     * @param seed where all chance comes from
     */
    public SimulatedSession draw(long seed) {
        return draw(seed, SESSION_SECONDS);
    }

    /**
     * {@return a session of another length}
     *
     * @param seed where all chance comes from
     * @param sessionSeconds how long it lasts, at least a minute
     */
    public SimulatedSession draw(long seed, int sessionSeconds) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + id.hashCode());
        DeviceTruth truth = clock.draw(random.split(), sessionSeconds + 60);
        Link.Delays delays = link.new Delays(random.split(), sessionSeconds + 60);
        Drawing drawing = new Drawing(truth, delays, random.split());
        List<Burst> bursts = schedule.bursts(sessionSeconds);
        for (int i = 0; i < bursts.size(); i++) {
            drawing.add(i, bursts.get(i));
        }
        // a chance of its own, so that the exchanges stay what they were before there was a stream
        LiveStream stream = new LiveStream(truth, delays, seed * 1_000_003 + (id + " stream").hashCode());
        return new SimulatedSession(HOST_START_NANOS, sessionSeconds, drawing.probes, truth, stream, link.asymmetric());
    }

    /** The requests of one session as they go out, one at a time. */
    private final class Drawing {
        private final DeviceTruth truth;
        private final Link.Delays delays;
        private final SplittableRandom dither;
        private final List<Probe> probes = new ArrayList<>();
        private long idleNanos;

        Drawing(DeviceTruth truth, Link.Delays delays, SplittableRandom dither) {
            this.truth = truth;
            this.delays = delays;
            this.dither = dither;
        }

        void add(int burst, Burst planned) {
            long due = Math.round(planned.atSeconds() * 1e9);
            for (int i = 0; i < planned.requests(); i++) {
                long moved = dithered ? dither.nextLong(resolutionNanos) : 0;
                long send = Math.max(due + moved, idleNanos);
                probes.add(probe(burst, send, i == 0));
                due = send - moved + Math.round(planned.spacingSeconds() * 1e9);
            }
        }

        private Probe probe(int burst, long send, boolean firstOfBurst) {
            long stamped = send + delays.forwardNanos(send * 1e-9, firstOfBurst);
            long received = stamped + delays.backwardNanos(stamped * 1e-9);
            idleNanos = received;
            long device = HOST_START_NANOS + stamped + truth.wallAheadNanos(stamped);
            Exchange exchange = new Exchange(
                    HOST_START_NANOS + send,
                    Math.floorDiv(device, resolutionNanos) * resolutionNanos,
                    HOST_START_NANOS + received,
                    resolutionNanos,
                    firstOfBurst && schedule != Schedule.CONTINUOUS);
            return new Probe(burst, exchange, HOST_START_NANOS + stamped);
        }
    }
}
