// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.HostClock;
import io.trialsync.device.LiveSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes when live samples arrive. Thread-safe. */
final class ArrivalEar implements LiveSamples.Listener {

    /** Ten minutes of 200 samples a second; a longer check keeps the first. */
    private static final int MOST = 120_000;

    private final HostClock clock;
    private final List<Arrival> arrivals = new ArrayList<>();
    private @Nullable String problem;

    ArrivalEar(HostClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void sample(String stream, long deviceNanos, long receiveNanoTime) {
        if (arrivals.size() < MOST) {
            try {
                arrivals.add(new Arrival(deviceNanos, clock.toHostNanos(receiveNanoTime)));
            } catch (IllegalArgumentException e) {
                problem = "a sample is not understood: " + e.getMessage();
            }
        }
    }

    @Override
    public synchronized void ended(String reason) {
        problem = reason;
    }

    synchronized void failed(String reason) {
        problem = reason;
    }

    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
