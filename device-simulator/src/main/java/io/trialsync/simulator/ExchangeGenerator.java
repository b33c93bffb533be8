// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Exchange;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Draws whole series of exchanges in virtual time. Pure: the same arguments give the same series. Immutable and thread-safe.
 *
 * <p>One exchange is due in each interval, dithered over the resolution of the stamp as a session does it; an exchange that is
 * due while the one before it is still under way leaves as soon as that one is back.
 *
 * @param timeline the device clock
 * @param resolutionNanos the resolution of its stamps, in nanoseconds, zero if exact
 * @param forward the delays from the host to the device
 * @param backward the delays from the device to the host
 * @param seed where all chance comes from
 * @param intervalNanos host time from one exchange to the next, in nanoseconds, above zero
 */
public record ExchangeGenerator(
        DeviceTimeline timeline, long resolutionNanos, Delay forward, Delay backward, long seed, long intervalNanos) {

    /** One exchange a second, as in a session. */
    public static final long DEFAULT_INTERVAL_NANOS = 1_000_000_000L;

    /** @throws IllegalArgumentException if the interval or the resolution is out of range */
    public ExchangeGenerator {
        if (intervalNanos <= 0 || resolutionNanos < 0) {
            throw new IllegalArgumentException("an interval of [" + SpecText.duration(intervalNanos)
                    + "] or a resolution of [" + SpecText.duration(resolutionNanos)
                    + "] is not possible; the first is above zero, the second not below it");
        }
    }

    /**
     * {@return a generator for a simulated phone that starts at a host time, one exchange a second}
     *
     * @param spec what the phone is like; its {@code at} is not looked at, since the host time is given
     * @param startHostNanos the host time at which the phone's clock starts, in nanoseconds
     */
    public static ExchangeGenerator of(CompanionSpec spec, long startHostNanos) {
        return new ExchangeGenerator(
                spec.wallClock(startHostNanos),
                spec.resolutionNanos(),
                spec.forward(),
                spec.backward(),
                spec.seed(),
                DEFAULT_INTERVAL_NANOS);
    }

    /**
     * Draw all exchanges of a stretch of host time.
     *
     * @param fromHostNanos no exchange is sent before it, in nanoseconds
     * @param toHostNanos no exchange is received after it, in nanoseconds
     * @return the exchanges in order of time, drawn as they are asked for; to be used by one thread
     * @throws IllegalArgumentException if the stretch ends before it begins
     */
    public Stream<DrawnExchange> between(long fromHostNanos, long toHostNanos) {
        if (toHostNanos < fromHostNanos) {
            throw new IllegalArgumentException("to [" + toHostNanos + "] is before from [" + fromHostNanos
                    + "]; exchanges need a stretch of time");
        }
        Series series = new Series(fromHostNanos);
        return Stream.generate(series::next).takeWhile(drawn -> drawn.exchange().hostReceiveNanos() <= toHostNanos);
    }

    private final class Series {

        private final SplittableRandom dither;
        private final LinkDelays delays;
        private long dueNanos;
        private long idleNanos;

        Series(long fromHostNanos) {
            SplittableRandom random = new SplittableRandom(seed);
            this.delays = new LinkDelays(forward, backward, random.split());
            this.dither = random.split();
            this.dueNanos = fromHostNanos;
            this.idleNanos = fromHostNanos;
        }

        DrawnExchange next() {
            long dithered = dueNanos + (resolutionNanos > 1 ? dither.nextLong(resolutionNanos) : 0);
            long send = Math.max(dithered, idleNanos);
            LinkDelays.Pair pair = delays.next();
            long trueHost = send + pair.forwardNanos();
            long receive = trueHost + pair.backwardNanos();
            dueNanos += intervalNanos;
            idleNanos = receive;
            long stamp = timeline.stampAt(trueHost, resolutionNanos);
            return new DrawnExchange(new Exchange(send, stamp, receive, resolutionNanos), trueHost);
        }
    }
}
