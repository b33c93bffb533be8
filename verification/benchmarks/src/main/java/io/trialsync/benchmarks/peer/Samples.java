// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.clock.Bound;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exchanges as the peers' methods want them: seconds and microseconds relative to the first exchange, so that a {@code double}
 * is exact enough. Immutable.
 */
public final class Samples {

    private final long deviceAnchorNanos;
    private final long offsetAnchorNanos;
    private final double[] seconds;
    private final double[] lowMicros;
    private final double[] highMicros;
    private final double[] roundTripMicros;
    private final int[] bursts;

    private Samples(List<Probe> probes) {
        Exchange first = probes.get(0).exchange();
        deviceAnchorNanos = first.deviceNanos();
        offsetAnchorNanos = first.hostMiddleNanos() - first.deviceNanos();
        seconds = new double[probes.size()];
        lowMicros = new double[probes.size()];
        highMicros = new double[probes.size()];
        roundTripMicros = new double[probes.size()];
        bursts = new int[probes.size()];
        for (int i = 0; i < seconds.length; i++) {
            Exchange exchange = probes.get(i).exchange();
            Bound limits = exchange.offsetLimits(StampRule.FLOORED);
            seconds[i] = secondsOf(exchange.deviceNanos());
            lowMicros[i] = (limits.earliestNanos() - offsetAnchorNanos) * 1e-3;
            highMicros[i] = (limits.latestNanos() - offsetAnchorNanos) * 1e-3;
            roundTripMicros[i] = exchange.roundTripNanos() * 1e-3;
            bursts[i] = probes.get(i).burst();
        }
    }

    /**
     * {@return the samples of a session}
     *
     * @param probes its exchanges in order of time, at least two
     */
    public static Samples of(List<Probe> probes) {
        return new Samples(probes);
    }

    /**
     * {@return the host time of a device time, in nanoseconds}
     *
     * @param fitted a fit to these samples
     * @param deviceNanos the device time, in nanoseconds
     */
    public long hostNanos(OffsetFunction fitted, long deviceNanos) {
        return deviceNanos + offsetAnchorNanos + Math.round(1e3 * fitted.microsAt(secondsOf(deviceNanos)));
    }

    private double secondsOf(long deviceNanos) {
        return (deviceNanos - deviceAnchorNanos) * 1e-9;
    }

    int size() {
        return seconds.length;
    }

    double seconds(int index) {
        return seconds[index];
    }

    double low(int index) {
        return lowMicros[index];
    }

    double high(int index) {
        return highMicros[index];
    }

    double middle(int index) {
        return (lowMicros[index] + highMicros[index]) / 2;
    }

    double roundTrip(int index) {
        return roundTripMicros[index];
    }

    /** {@return the index of the first sample that is not before a device time, or the size} */
    int firstFrom(double fromSeconds) {
        int index = 0;
        int end = seconds.length;
        while (index < end) {
            int half = (index + end) >>> 1;
            if (seconds[half] < fromSeconds) {
                index = half + 1;
            } else {
                end = half;
            }
        }
        return index;
    }

    /** {@return the bursts, each as the half-open range of its samples} */
    List<Range> bursts() {
        int[] starts = IntStream.range(0, bursts.length)
                .filter(i -> i == 0 || bursts[i] != bursts[i - 1])
                .toArray();
        return IntStream.range(0, starts.length)
                .mapToObj(i -> new Range(starts[i], i + 1 < starts.length ? starts[i + 1] : bursts.length))
                .toList();
    }

    /** {@return the sample of a range with the lowest round trip time} */
    int lowestRoundTrip(Range range) {
        int best = range.from();
        for (int i = range.from(); i < range.to(); i++) {
            best = roundTripMicros[i] < roundTripMicros[best] ? i : best;
        }
        return best;
    }

    /** Indices from {@code from} up to, but not including, {@code to}. */
    record Range(int from, int to) {
        Range first(int count) {
            return new Range(from, Math.min(to, from + count));
        }

        IntStream indices() {
            return IntStream.range(from, to);
        }
    }
}
