// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.LiveClockState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through a session as it happened: each query is asked when it comes up, of what was received by then. */
final class LiveFollower {

    /** The first minute, in which the drift is not known yet, is left out as the study leaves it out. */
    private static final long LEFT_OUT_NANOS = 60_000_000_000L;

    /**
     * One query.
     *
     * @param state what the live clock has published by now
     * @param received the exchanges received by now
     * @param deviceNanos what the device shows
     * @param trueHostNanos now
     */
    record Moment(LiveClockState state, List<Probe> received, long deviceNanos, long trueHostNanos) {}

    private LiveFollower() {}

    /** @param clock a new one, which has followed the whole session afterwards */
    static void follow(SimulatedSession session, LiveClock clock, Consumer<Moment> asked) {
        List<Probe> probes = session.probes();
        Queries queries = session.wallQueries();
        long[] device = queries.deviceNanos();
        long begin = probes.get(0).exchange().hostSendNanos() + LEFT_OUT_NANOS;
        int received = 0;
        for (int i = 0; i < device.length; i++) {
            long now = queries.trueHostNanos(i);
            while (received < probes.size() && probes.get(received).exchange().hostReceiveNanos() <= now) {
                clock.accept(probes.get(received).exchange());
                received++;
            }
            Optional<LiveClockState> state = clock.state();
            if (now >= begin && state.isPresent()) {
                asked.accept(new Moment(state.get(), probes.subList(0, received), device[i], now));
            }
        }
    }
}
