// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The delays that the exchanges of a session went through, to each direction of the link what the clock model gives it. Only
 * the sum of the two was measured: how it is divided is as sure as the model's offset. Immutable and thread-safe.
 */
final class RecordedDelays {

    /** A link is slow for seconds at a time, so that only neighbours in time are like one another: so many on each side. */
    private static final int NEIGHBOURS = 16;

    private final long[] sentHostNanos;
    private final LinkDelays.Pair[] pairs;

    private RecordedDelays(long[] sentHostNanos, LinkDelays.Pair[] pairs) {
        this.sentHostNanos = sentHostNanos;
        this.pairs = pairs;
    }

    /**
     * {@return the delays of exchanges}
     *
     * @param exchanges at least one, in any order
     * @param model the model of the clock that stamped them
     */
    static RecordedDelays of(List<Exchange> exchanges, ClockModel model) {
        List<Exchange> ordered = exchanges.stream()
                .sorted(Comparator.comparingLong(Exchange::hostSendNanos))
                .toList();
        return new RecordedDelays(
                ordered.stream().mapToLong(Exchange::hostSendNanos).toArray(),
                ordered.stream().map(exchange -> divided(exchange, model)).toArray(LinkDelays.Pair[]::new));
    }

    /** A stamp is cut down to its resolution: the middle of what it may stand for is taken for the instant it was taken at. */
    private static LinkDelays.Pair divided(Exchange exchange, ClockModel model) {
        long roundTrip = Math.max(0, exchange.hostReceiveNanos() - exchange.hostSendNanos());
        long middle = exchange.deviceNanos() + exchange.resolutionNanos() / 2;
        long forward = hostNanos(model.toHost(middle), exchange) - exchange.hostSendNanos();
        long possible = Math.max(0, Math.min(roundTrip, forward));
        return new LinkDelays.Pair(bounded(possible), bounded(roundTrip - possible));
    }

    private static long hostNanos(Conversion conversion, Exchange exchange) {
        long middle = exchange.hostMiddleNanos();
        if (conversion instanceof Conversion.Converted converted) {
            return converted.hostTime().hostNanos();
        }
        return conversion instanceof Conversion.Ambiguous ambiguous
                ? ambiguous.candidates().stream()
                        .map(HostTime::hostNanos)
                        .min(Comparator.comparingLong(candidate -> Math.abs(candidate - middle)))
                        .orElse(middle)
                : middle;
    }

    private static long bounded(long nanos) {
        return Math.min(nanos, Delay.LONGEST_NANOS);
    }

    /** {@return draws from these delays, each from those next to it in time} */
    DelaySource drawnFrom(SplittableRandom random) {
        return new Draws(random);
    }

    private final class Draws implements DelaySource {

        private final SplittableRandom random;

        Draws(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public synchronized LinkDelays.Pair next(long hostNanos) {
            int found = Arrays.binarySearch(sentHostNanos, hostNanos);
            int place = found < 0 ? -found - 1 : found;
            int from = Math.max(0, Math.min(place, pairs.length - NEIGHBOURS) - NEIGHBOURS);
            int to = Math.min(pairs.length, Math.max(place, NEIGHBOURS) + NEIGHBOURS);
            return pairs[random.nextInt(from, to)];
        }
    }
}
