// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * Groups of neighbouring exchanges, the cells, and the offsets that all exchanges of a cell allow together.
 *
 * <p>The intersection takes its earlier limit from the exchange with the quickest way there and its later one from another
 * with the quickest way back, so it is narrower than the best exchange of the cell.
 */
final class CellSeries {

    /** A cell ends where the exchanges pause for longer than this. */
    static final double LONGEST_PAUSE_SECONDS = 2;
    /** So short that within a cell the drift, once known to a few ppm, does not matter. */
    static final double LONGEST_CELL_SECONDS = 3;

    final double[] seconds;
    final double[] earliest;
    final double[] latest;
    private final int[] firstExchange;

    private CellSeries(double[] seconds, double[] earliest, double[] latest, int[] firstExchange) {
        this.seconds = seconds;
        this.earliest = earliest;
        this.latest = latest;
        this.firstExchange = firstExchange;
    }

    /** {@return the cells of a series, intersected as if the clock did not drift} */
    static CellSeries of(Observations observations) {
        double[] t = observations.seconds;
        int[] first = new int[t.length + 1];
        int count = 0;
        for (int i = 0; i < t.length; i++) {
            boolean starts = i == 0
                    || t[i] - t[i - 1] > LONGEST_PAUSE_SECONDS
                    || t[i] - t[first[count - 1]] > LONGEST_CELL_SECONDS;
            if (starts) {
                first[count++] = i;
            }
        }
        first[count] = t.length;
        int[] firstExchange = Arrays.copyOf(first, count + 1);
        double[] seconds = new double[count];
        for (int k = 0; k < count; k++) {
            seconds[k] = mean(t, firstExchange[k], firstExchange[k + 1]);
        }
        return new CellSeries(seconds, new double[count], new double[count], firstExchange)
                .intersected(observations, new double[count]);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] - values[from];
        }
        return values[from] + sum / (to - from);
    }

    /**
     * {@return the same cells, intersected with the drift within each of them taken out}
     *
     * @param driftPpm the drift in each cell
     */
    CellSeries intersected(Observations observations, double[] driftPpm) {
        double[] least = new double[size()];
        double[] most = new double[size()];
        for (int k = 0; k < size(); k++) {
            least[k] = Double.NEGATIVE_INFINITY;
            most[k] = Double.POSITIVE_INFINITY;
            for (int i = firstExchange[k]; i < firstExchange[k + 1]; i++) {
                double drifted = driftPpm[k] * (observations.seconds[i] - seconds[k]);
                least[k] = Math.max(least[k], observations.earliest[i] - drifted);
                most[k] = Math.min(most[k], observations.latest[i] - drifted);
            }
        }
        return new CellSeries(seconds, least, most, firstExchange);
    }

    /** {@return the same cells with other limits} */
    CellSeries within(double[] least, double[] most) {
        return new CellSeries(seconds, least, most, firstExchange);
    }

    /** {@return the index of the first exchange of a cell; for the number of cells, that of all exchanges} */
    int firstExchange(int cell) {
        return firstExchange[cell];
    }

    int size() {
        return seconds.length;
    }

    double width(int cell) {
        return latest[cell] - earliest[cell];
    }

    double[] centres() {
        double[] centres = new double[size()];
        for (int k = 0; k < centres.length; k++) {
            centres[k] = (earliest[k] + latest[k]) / 2;
        }
        return centres;
    }

    /** {@return the width of the narrowest cell, in microseconds, not negative} */
    double narrowest() {
        double narrowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < size(); k++) {
            narrowest = Math.min(narrowest, width(k));
        }
        return Math.max(0, narrowest);
    }
}
