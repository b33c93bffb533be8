// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StreamClock;
import java.util.List;
import java.util.stream.LongStream;

/** The exchanges of one simulated session, and what its clocks really showed. Immutable. */
public final class SimulatedSession {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long hostStartNanos;
    private final int seconds;
    private final List<Probe> probes;
    private final DeviceTruth truth;
    private final LiveStream stream;
    private final boolean asymmetric;

    SimulatedSession(
            long hostStartNanos,
            int seconds,
            List<Probe> probes,
            DeviceTruth truth,
            LiveStream stream,
            boolean asymmetric) {
        this.hostStartNanos = hostStartNanos;
        this.seconds = seconds;
        this.probes = List.copyOf(probes);
        this.truth = truth;
        this.stream = stream;
        this.asymmetric = asymmetric;
    }

    /** {@return the exchanges with their truth, in order of time} */
    public List<Probe> probes() {
        return probes;
    }

    /** {@return the exchanges, in order of time} */
    public List<Exchange> exchanges() {
        return probes.stream().map(Probe::exchange).toList();
    }

    /**
     * {@return what the host keeps of the device's live stream}
     *
     * @param clock which clock of the device stamps it
     */
    public List<Arrival> arrivals(StreamClock clock) {
        return stream.arrivals(hostStartNanos, seconds, clock);
    }

    /** {@return times of the wall clock, one a second, those between the exchanges around a step included} */
    public Queries allWallQueries() {
        return Queries.at(everySecond(), host -> host + truth.wallAheadNanos(host - hostStartNanos));
    }

    /** {@return whether its link is slower in one direction} */
    public boolean asymmetric() {
        return asymmetric;
    }

    /** {@return times of the wall clock, one a second, without those between the exchanges around a step} */
    public Queries wallQueries() {
        return Queries.at(instants(), host -> host + truth.wallAheadNanos(host - hostStartNanos));
    }

    /** {@return times of the clock that never steps, at the same instants} */
    public Queries sensorQueries() {
        return Queries.at(instants(), host -> host + truth.sensorAheadNanos(host - hostStartNanos));
    }

    private LongStream instants() {
        LongStream all = everySecond();
        if (!truth.steps()) {
            return all;
        }
        long step = hostStartNanos + truth.stepAtNanos();
        long before = probes.stream()
                .mapToLong(Probe::trueHostNanos)
                .filter(stamped -> stamped < step)
                .max()
                .orElse(step);
        long after = probes.stream()
                .mapToLong(Probe::trueHostNanos)
                .filter(stamped -> stamped >= step)
                .min()
                .orElse(step);
        return all.filter(host -> host <= before || host >= after);
    }

    private LongStream everySecond() {
        long half = hostStartNanos + SECOND_NANOS / 2;
        return LongStream.range(0, seconds).map(second -> half + second * SECOND_NANOS);
    }
}
