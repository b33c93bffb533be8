// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Episodes in which a link queues: good for 20 s and bad for 6 s on average, each episode with queues of its own. */
final class Congestion {

    private static final double GOOD_SECONDS = 20;
    private static final double BAD_SECONDS = 6;
    private static final double SHORTEST_QUEUE_MILLIS = 5;
    private static final double LONGEST_QUEUE_MILLIS = 80;

    /** The queues are those of the two directions, in milliseconds. */
    record Episode(double fromSeconds, double toSeconds, double forwardMillis, double backwardMillis) {}

    private final List<Episode> episodes;
    private int next;

    private Congestion(List<Episode> episodes) {
        this.episodes = episodes;
    }

    static Congestion none() {
        return new Congestion(List.of());
    }

    /** {@return the same episodes, to be asked from the start again} */
    Congestion again() {
        return new Congestion(episodes);
    }

    static Congestion draw(SplittableRandom random, double sessionSeconds) {
        List<Episode> episodes = new ArrayList<>();
        boolean bad = random.nextDouble() < BAD_SECONDS / (BAD_SECONDS + GOOD_SECONDS);
        double from = 0;
        while (from < sessionSeconds) {
            double to = from + random.nextExponential() * (bad ? BAD_SECONDS : GOOD_SECONDS);
            if (bad) {
                episodes.add(new Episode(from, to, queueMillis(random), queueMillis(random)));
            }
            bad = !bad;
            from = to;
        }
        return new Congestion(episodes);
    }

    private static double queueMillis(SplittableRandom random) {
        return random.nextDouble(SHORTEST_QUEUE_MILLIS, LONGEST_QUEUE_MILLIS);
    }

    /** {@return the queues at an instant; all zero outside an episode} Instants must not go back. */
    Episode at(double seconds) {
        while (next < episodes.size() && episodes.get(next).toSeconds() <= seconds) {
            next++;
        }
        boolean inside = next < episodes.size() && episodes.get(next).fromSeconds() <= seconds;
        return inside ? episodes.get(next) : new Episode(seconds, seconds, 0, 0);
    }
}
