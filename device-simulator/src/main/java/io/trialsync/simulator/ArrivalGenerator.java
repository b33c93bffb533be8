// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Arrival;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws the arrivals of a live stream in virtual time. Pure: the same arguments give the same arrivals. Immutable and
 * thread-safe.
 *
 * <p>Samples are stamped evenly and exactly, take a delay inside the device and one on the link, and arrive in order: one that
 * is held up holds up those behind it.
 *
 * @param sensor the clock that stamps the samples
 * @param delay from a stamp until the sample leaves the device
 * @param backward from the device to the host
 * @param seed where all chance comes from
 * @param periodNanos host time from one sample to the next, in nanoseconds, above zero
 */
public record ArrivalGenerator(DeviceTimeline sensor, Delay delay, Delay backward, long seed, long periodNanos) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** @throws IllegalArgumentException if the period is out of range */
    public ArrivalGenerator {
        if (periodNanos <= 0) {
            throw new IllegalArgumentException(
                    "a period of [" + SpecText.duration(periodNanos) + "] is not possible; it is above zero");
        }
    }

    /**
     * {@return a generator for a simulated phone that streams and starts at a host time}
     *
     * @param spec what the phone is like
     * @param startHostNanos the host time at which the phone's clocks start, in nanoseconds
     * @throws IllegalArgumentException if the phone has no stream
     */
    public static ArrivalGenerator of(CompanionSpec spec, long startHostNanos) {
        return of(spec, spec.sensorClock(spec.wallClock(startHostNanos)), spec.seed());
    }

    static ArrivalGenerator of(CompanionSpec spec, DeviceTimeline sensor, long seed) {
        int hertz = spec.streamHertz()
                .orElseThrow(() -> new IllegalArgumentException("the phone has no stream; give it one, stream=20hz"));
        return new ArrivalGenerator(sensor, spec.streamDelay(), spec.backward(), seed, SECOND_NANOS / hertz);
    }

    /**
     * Draw all arrivals of a stretch of host time.
     *
     * @param fromHostNanos when the first sample is stamped, in nanoseconds
     * @param toHostNanos no sample is received after it, in nanoseconds
     * @return the arrivals in order of time, drawn as they are asked for; to be used by one thread
     * @throws IllegalArgumentException if the stretch ends before it begins
     */
    public Stream<DrawnArrival> between(long fromHostNanos, long toHostNanos) {
        if (toHostNanos < fromHostNanos) {
            throw new IllegalArgumentException(
                    "to [" + toHostNanos + "] is before from [" + fromHostNanos + "]; arrivals need a stretch of time");
        }
        return from(fromHostNanos).takeWhile(drawn -> drawn.arrival().hostNanos() <= toHostNanos);
    }

    /** {@return all arrivals from a host time on, without end} */
    Stream<DrawnArrival> from(long hostNanos) {
        Series series = new Series(hostNanos);
        return Stream.generate(series::next);
    }

    private final class Series {

        private final RandomGenerator random = new SplittableRandom(seed);
        private long stampedNanos;
        private long arrivedNanos = Long.MIN_VALUE;

        Series(long fromHostNanos) {
            this.stampedNanos = fromHostNanos;
        }

        DrawnArrival next() {
            long host = stampedNanos;
            stampedNanos += periodNanos;
            arrivedNanos = Math.max(arrivedNanos, host + delay.drawNanos(random) + backward.drawNanos(random));
            return new DrawnArrival(new Arrival(sensor.deviceNanosAt(host), arrivedNanos), host);
        }
    }
}
