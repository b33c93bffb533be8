// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the sensors of a simulated phone see, and what happens to it on its way: everything that a stream needs to know.
 * Thread-safe.
 */
final class SensorStreams {

    /** Some five minutes of a Neon. */
    static final int MOST_SENT = 100_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final CompanionSpec spec;
    private final int hertz;
    private final PhoneClock clock;
    private final Waiter waiter;
    private final GazeSource gaze;
    private final StreamFaults faults;
    private final PhoneNetwork network;
    private final SplittableRandom seeds;
    private final Deque<SentSample> sent = new ArrayDeque<>();

    SensorStreams(
            CompanionSpec spec,
            PhoneClock clock,
            SplittableRandom seeds,
            Waiter waiter,
            GazeSource gaze,
            StreamFaults faults,
            PhoneNetwork network) {
        this.spec = spec;
        this.hertz = spec.streamHertz().orElseThrow();
        this.clock = clock;
        this.waiter = waiter;
        this.gaze = gaze;
        this.faults = faults;
        this.network = network;
        this.seeds = seeds;
    }

    boolean offers(SensorKind kind) {
        return kind.streamedBy(spec.model());
    }

    PhoneClock clock() {
        return clock;
    }

    Waiter waiter() {
        return waiter;
    }

    PhoneNetwork network() {
        return network;
    }

    StreamFaults faults() {
        return faults;
    }

    synchronized SplittableRandom random() {
        return seeds.split();
    }

    ArrivalGenerator arrivals(SensorKind kind, long seed) {
        return new ArrivalGenerator(
                clock.sensor(), spec.streamDelay(), spec.backward(), seed, SECOND_NANOS / kind.hertz(hertz));
    }

    /** {@return the payload of a sample} */
    byte[] payload(SensorKind kind, long number, long elapsedNanos, long deviceNanos) {
        if (kind == SensorKind.GAZE) {
            List<Integer> lengths = faults.gazeBytes();
            return GazePayloads.write(gaze.at(elapsedNanos), lengths.get((int) (number % lengths.size())));
        }
        float sway = (float) Math.sin(2 * Math.PI * (elapsedNanos % (4 * SECOND_NANOS)) / 4e9);
        return ImuPayloads.write(
                deviceNanos,
                List.of(0.02f * sway, 0.14f, 0.99f),
                List.of(4 * sway, -2 * sway, 1f),
                List.of(0.9999f, 0.01f * sway, 0.0075f, -0.005f));
    }

    synchronized void sent(SentSample sample) {
        if (sent.size() == MOST_SENT) {
            sent.removeFirst();
        }
        sent.addLast(sample);
    }

    synchronized List<SentSample> sent() {
        return List.copyOf(sent);
    }
}
