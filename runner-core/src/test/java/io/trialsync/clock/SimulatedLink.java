// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A link with its own delays each way and a device that stamps with a resolution, floored or rounded. */
record SimulatedLink(
        long forwardBase,
        long forwardJitter,
        long backwardBase,
        long backwardJitter,
        long resolution,
        boolean rounds,
        Random random) {

    /** Symmetric or up to all on one side; from a cable to bad Wi-Fi; from exact stamps to whole milliseconds. */
    static SimulatedLink random(Random random) {
        long base = 50_000L << random.nextInt(8);
        long jitter = 20_000L << random.nextInt(10);
        double share = random.nextBoolean() ? 0.5 : random.nextDouble();
        long[] resolutions = {0, 1_000, 1_000_000};
        return new SimulatedLink(
                (long) (base * share),
                (long) (jitter * share) + 1,
                (long) (base * (1 - share)),
                (long) (jitter * (1 - share)) + 1,
                resolutions[random.nextInt(resolutions.length)],
                random.nextBoolean(),
                random);
    }

    FitAssumptions assumptions() {
        return FitAssumptions.with(rounds ? StampRule.UNKNOWN : StampRule.FLOORED);
    }

    /** No delay exceeds its base by more than eight times its jitter. */
    long longestRoundTrip() {
        return forwardBase + backwardBase + 8 * (forwardJitter + backwardJitter);
    }

    Exchange exchange(SimulatedClock clock, long send) {
        long stamped = send + forwardBase + jitter(forwardJitter);
        long received = stamped + backwardBase + jitter(backwardJitter);
        return new Exchange(send, stamp(clock.at(stamped)), received, resolution, random.nextInt(20) == 0);
    }

    long stamp(long device) {
        if (resolution == 0) {
            return device;
        }
        return Math.floorDiv(rounds ? device + resolution / 2 : device, resolution) * resolution;
    }

    /** One after another from {@code from} to {@code to}, with pauses up to {@code longestPause}, every so often in a burst. */
    List<Exchange> exchanges(SimulatedClock clock, long from, long to, long longestPause) {
        List<Exchange> exchanges = new ArrayList<>();
        long send = from;
        while (send < to) {
            Exchange exchange = exchange(clock, send);
            exchanges.add(exchange);
            long pause = random.nextInt(4) == 0 ? random.nextLong(longestPause) : random.nextLong(longestPause / 20);
            send = exchange.hostReceiveNanos() + 1 + pause;
        }
        return exchanges;
    }

    /** A jump of at least this size cannot hide between two neighbours of {@link #exchanges}, whatever the drift. */
    long provableJump(long longestPause) {
        long apart = longestPause + 2 * longestRoundTrip();
        return 2 * (longestRoundTrip() + 2 * resolution) + (long) (2 * 600e-6 * apart) + 10;
    }

    private long jitter(long scale) {
        double drawn = Math.min(8, -Math.log(1 - random.nextDouble()));
        return (long) (drawn * scale);
    }
}
