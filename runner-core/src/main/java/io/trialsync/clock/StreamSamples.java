// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Arrivals by their stamps, as seconds and microseconds relative to the anchors of the exchanges. Its arrays are never changed
 * after it was made.
 */
final class StreamSamples {

    /** After a longer hole a stream counts as another one, whose delay may be another. */
    static final double LONGEST_HOLE_SECONDS = 30;

    final double[] seconds;
    private final double[] micros;

    private StreamSamples(double[] seconds, double[] micros) {
        this.seconds = seconds;
        this.micros = micros;
    }

    /** @param movedNanos what must be added to the stream's stamps to make them times of the fitted clock */
    static StreamSamples of(Observations observations, List<Arrival> arrivals, long movedNanos) {
        Arrival[] ordered = arrivals.toArray(Arrival[]::new);
        Arrays.sort(ordered, Comparator.comparingLong(Arrival::deviceNanos));
        double[] seconds = new double[ordered.length];
        double[] micros = new double[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            long device = TimeRange.add(ordered[i].deviceNanos(), movedNanos);
            long offset = TimeRange.subtract(ordered[i].latestOffsetNanos(), movedNanos);
            seconds[i] = TimeRange.distance(device, observations.deviceAnchor) * 1e-9;
            micros[i] = TimeRange.distance(offset, observations.offsetAnchor) * 1e-3;
        }
        return new StreamSamples(seconds, micros);
    }

    ArrivalWindows windows(DoubleUnaryOperator driftPpm) {
        return ArrivalWindows.of(seconds, micros, driftPpm);
    }

    /** {@return those around an instant, as far as there is no hole between them} */
    StreamSamples unbrokenAround(double instant) {
        int found = Arrays.binarySearch(seconds, instant);
        int from = Math.min(seconds.length - 1, found >= 0 ? found : -found - 1);
        int to = from;
        while (from > 0 && seconds[from] - seconds[from - 1] <= LONGEST_HOLE_SECONDS) {
            from--;
        }
        while (to + 1 < seconds.length && seconds[to + 1] - seconds[to] <= LONGEST_HOLE_SECONDS) {
            to++;
        }
        return new StreamSamples(Arrays.copyOfRange(seconds, from, to + 1), Arrays.copyOfRange(micros, from, to + 1));
    }
}
