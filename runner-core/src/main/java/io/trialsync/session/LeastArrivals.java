// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps of each second of each stream the arrival that took least; the others prove less. Not thread-safe. */
final class LeastArrivals {

    /** Of a stream by its name, the least arrival of a second. */
    record Least(String stream, Arrival arrival) {}

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A device has a handful of sensors. */
    private static final int MOST_STREAMS = 16;

    private final Map<String, Arrival> running = new HashMap<>();

    /**
     * Take a sample.
     *
     * @return the least arrival of the second before, if this sample begins another
     * @throws IllegalArgumentException if there are more streams than a device can have
     */
    Optional<Least> add(String stream, Arrival arrival) {
        Arrival before = running.get(stream);
        if (before == null && running.size() == MOST_STREAMS) {
            throw new IllegalArgumentException(
                    "[" + stream + "] is one stream too many; " + MOST_STREAMS + " are kept");
        }
        if (before == null || second(before) != second(arrival)) {
            running.put(stream, arrival);
            return Optional.ofNullable(before).map(least -> new Least(stream, least));
        }
        if (arrival.latestOffsetNanos() < before.latestOffsetNanos()) {
            running.put(stream, arrival);
        }
        return Optional.empty();
    }

    private static long second(Arrival arrival) {
        return Math.floorDiv(arrival.hostNanos(), SECOND_NANOS);
    }

    /** {@return the least arrivals of the seconds that are not over yet} */
    List<Least> takeRunning() {
        List<Least> rest = new ArrayList<>();
        running.forEach((stream, arrival) -> rest.add(new Least(stream, arrival)));
        running.clear();
        return rest;
    }
}
