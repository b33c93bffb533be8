// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The least delayed arrival of each ten seconds of a stream, as seconds and microseconds relative to the anchors of the
 * exchanges' {@link Observations}: offset plus delay. Its arrays are never changed after it was made.
 */
final class ArrivalWindows {

    static final double WINDOW_SECONDS = 10;

    final double[] seconds;
    final double[] micros;

    private ArrivalWindows(double[] seconds, double[] micros) {
        this.seconds = seconds;
        this.micros = micros;
    }

    /**
     * @param seconds the stamps of the arrivals, rising
     * @param micros how much later than stamped each arrived
     * @param driftPpm the drift as known so far at a stamp, taken out before arrivals of a window are compared
     */
    static ArrivalWindows of(double[] seconds, double[] micros, DoubleUnaryOperator driftPpm) {
        double[] at = new double[seconds.length];
        double[] least = new double[seconds.length];
        int count = 0;
        int from = 0;
        while (from < seconds.length) {
            double window = Math.floor(seconds[from] / WINDOW_SECONDS);
            double drift = driftPpm.applyAsDouble(seconds[from]);
            int best = from;
            int next = from + 1;
            while (next < seconds.length && Math.floor(seconds[next] / WINDOW_SECONDS) == window) {
                double gained = micros[next] - micros[best] - drift * (seconds[next] - seconds[best]);
                best = gained < 0 ? next : best;
                next++;
            }
            at[count] = seconds[best];
            least[count++] = micros[best];
            from = next;
        }
        return new ArrivalWindows(Arrays.copyOf(at, count), Arrays.copyOf(least, count));
    }

    int size() {
        return seconds.length;
    }

    /** {@return the median drift between windows half of the stream apart, in ppm; zero if there are too few} */
    double usualDrift() {
        int half = size() / 2;
        if (half == 0) {
            return 0;
        }
        double[] slopes = new double[size() - half];
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] = (micros[k + half] - micros[k]) / (seconds[k + half] - seconds[k]);
        }
        return median(slopes);
    }

    /** {@return the standard deviation of a window's delay, from how neighbours differ, in microseconds} */
    double noise() {
        double[] changes = new double[Math.max(0, size() - 1)];
        double drift = usualDrift();
        for (int k = 0; k < changes.length; k++) {
            changes[k] = micros[k + 1] - micros[k] - drift * (seconds[k + 1] - seconds[k]);
        }
        double usual = median(changes);
        for (int k = 0; k < changes.length; k++) {
            changes[k] = Math.abs(changes[k] - usual);
        }
        // half of all normal deviations lie within 0.6745 standard deviations, those of a difference within √2 times
        // that
        return median(changes) / (0.6745 * Math.sqrt(2));
    }

    static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
