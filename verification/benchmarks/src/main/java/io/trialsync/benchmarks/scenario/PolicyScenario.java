// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import io.trialsync.clock.Exchange;
import io.trialsync.session.SyncPolicy;
import io.trialsync.session.SyncSchedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An hour of trials of 8 s with pauses of 2 s, synchronised by a policy of ours: the schedule is the one that sessions follow, in
 * simulated time. Sessions of one seed and link meet the same clock and the same congestion, whatever the policy.
 *
 * @param link the link
 * @param clock the device's clock
 * @param resolutionNanos what the device's stamps are floored to, in nanoseconds
 * @param policy the policy
 */
public record PolicyScenario(Link link, ClockShape clock, long resolutionNanos, SyncPolicy policy) {

    private static final long HOST_START_NANOS = 1_790_000_000_123_456_789L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long TRIAL_NANOS = 8 * SECOND_NANOS;
    private static final long PAUSE_NANOS = 2 * SECOND_NANOS;

    /** How long a burst at the session's begin and end takes, by default. */
    private static final long MAX_PAUSE_NANOS = SECOND_NANOS / 2;

    /** From here on an exchange is the first after idling, as the channels of our devices have it. */
    private static final long IDLE_NANOS = 5 * SECOND_NANOS;

    /** A request for a burst: blocking at the session's ends, else at a trial's border. */
    private record Asked(long atNanos, boolean blocking) {}

    /**
     * {@return the session that a seed draws; the same for the same seed}
     *
     * @param seed where all chance comes from
     */
    public SimulatedSession draw(long seed) {
        SplittableRandom random = new SplittableRandom(
                seed * 1_000_003 + link.label().hashCode() + 31L * clock.label().hashCode());
        DeviceTruth truth = clock.draw(random.split(), Scenario.SESSION_SECONDS + 60);
        Link.Delays delays = link.new Delays(random.split(), Scenario.SESSION_SECONDS + 60);
        List<Probe> probes = new Drawing(truth, delays, random.split()).run();
        LiveStream stream = new LiveStream(truth, delays, seed);
        return new SimulatedSession(
                HOST_START_NANOS, Scenario.SESSION_SECONDS, probes, truth, stream, link.asymmetric());
    }

    private static Deque<Asked> asked() {
        Deque<Asked> asked = new ArrayDeque<>();
        long end = Scenario.SESSION_SECONDS * SECOND_NANOS;
        asked.add(new Asked(0, true));
        for (long at = PAUSE_NANOS; at + TRIAL_NANOS < end; at += TRIAL_NANOS + PAUSE_NANOS) {
            asked.add(new Asked(at, false));
            asked.add(new Asked(at + TRIAL_NANOS, false));
        }
        asked.add(new Asked(end - MAX_PAUSE_NANOS, true));
        return asked;
    }

    private final class Drawing {
        private final DeviceTruth truth;
        private final Link.Delays delays;
        private final SyncSchedule schedule;
        private final List<Probe> probes = new ArrayList<>();
        private long now;
        private long lastReply = -IDLE_NANOS;

        Drawing(DeviceTruth truth, Link.Delays delays, SplittableRandom random) {
            this.truth = truth;
            this.delays = delays;
            this.schedule = new SyncSchedule(policy, 0, random);
        }

        List<Probe> run() {
            Deque<Asked> asked = asked();
            int number = 0;
            while (true) {
                long due = Math.max(now, schedule.dueNanos());
                Asked next = asked.peekFirst();
                if (next != null && next.atNanos() <= due) {
                    asked.removeFirst();
                    ask(next, ++number);
                } else if (due < Scenario.SESSION_SECONDS * SECOND_NANOS) {
                    now = due;
                    exchange();
                } else {
                    return probes;
                }
            }
        }

        private void ask(Asked request, int number) {
            if (request.blocking()) {
                schedule.blocking(number, request.atNanos(), MAX_PAUSE_NANOS);
            } else {
                schedule.border(number, request.atNanos());
            }
        }

        private void exchange() {
            int burst = schedule.begin().orElse(0);
            long send = now;
            boolean first = send - lastReply > IDLE_NANOS;
            long stamped = send + delays.forwardNanos(send * 1e-9, first);
            now = stamped + delays.backwardNanos(stamped * 1e-9);
            lastReply = now;
            long device = HOST_START_NANOS + stamped + truth.wallAheadNanos(stamped);
            probes.add(new Probe(
                    burst,
                    new Exchange(
                            HOST_START_NANOS + send,
                            Math.floorDiv(device, resolutionNanos) * resolutionNanos,
                            HOST_START_NANOS + now,
                            resolutionNanos,
                            first),
                    HOST_START_NANOS + stamped));
            schedule.end(now, resolutionNanos);
        }
    }
}
