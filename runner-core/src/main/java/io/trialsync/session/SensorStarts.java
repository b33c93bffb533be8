// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.SensorCheck;
import io.trialsync.session.LeastArrivals.Least;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sees by the first arrivals of a stream that began again that its sensors were started anew meanwhile: their clock is then taken
 * from the wall clock anew, and shows something else if that was set since. For one thread at a time.
 */
final class SensorStarts {

    /** Of each stream: the arrival that took least since the stream began, and before that. */
    private final Map<String, Arrival> now = new HashMap<>();

    private final Map<String, Arrival> before = new HashMap<>();

    /** The streams end; what comes next may be of sensors that were started anew. */
    void interrupted() {
        before.putAll(now);
        now.clear();
    }

    /** {@return what an arrival shows of the sensors' start, for people; empty if it shows nothing new} */
    Optional<String> hear(Least least) {
        Arrival known = now.get(least.stream());
        Arrival arrival = least.arrival();
        if (known != null) {
            if (arrival.latestOffsetNanos() < known.latestOffsetNanos()) {
                now.put(least.stream(), arrival);
            }
            return Optional.empty();
        }
        now.put(least.stream(), arrival);
        return Optional.ofNullable(before.get(least.stream()))
                // whatever a device stamps, a double does not overflow
                .map(old -> (double) old.latestOffsetNanos() - arrival.latestOffsetNanos())
                .filter(aheadNanos -> Math.abs(aheadNanos) > SensorCheck.PLAUSIBLE_DELAY_NANOS)
                .map(aheadNanos -> sentence(least.stream(), aheadNanos));
    }

    private static String sentence(String stream, double aheadNanos) {
        return String.format(
                Locale.ROOT,
                "since its stream began again, the stamps of %s are %.0f ms %s of what they were: the device's sensors were"
                        + " started anew, as after a restart of the device or its app",
                stream,
                Math.abs(aheadNanos) * 1e-6,
                aheadNanos > 0 ? "ahead" : "behind");
    }
}
