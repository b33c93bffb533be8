// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/** The cells of the exchanges and the windows of a stream in one order of device time. */
final class WitnessSeries {

    /** Knots closer than a millisecond would be divided by their distance. */
    private static final double CLOSEST_SECONDS = 1e-3;

    private static final int NEIGHBOURS = 6;

    /** The times, rising. */
    final double[] seconds;

    /** Whether it is a window, not a cell. */
    final boolean[] isWindow;

    /** The centres of the cells, and offset plus delay of the windows, in microseconds. */
    final double[] measured;

    /** How far the cells' centres may be off, in square microseconds; zero for windows. */
    final double[] cellVariance;

    /** One for windows, zero for cells. */
    final double[] ones;

    WitnessSeries(CellSeries cells, ArrivalWindows windows) {
        int size = cells.size() + windows.size();
        seconds = new double[size];
        isWindow = new boolean[size];
        measured = new double[size];
        cellVariance = new double[size];
        ones = new double[size];
        double[] centres = cells.centres();
        double[] variances = ExcessNoise.of(cells).variances(1);
        int cell = 0;
        int window = 0;
        for (int k = 0; k < size; k++) {
            if (cell == cells.size() || (window < windows.size() && windows.seconds[window] < cells.seconds[cell])) {
                put(k, windows.seconds[window], windows.micros[window], 0, 1);
                window++;
            } else {
                put(k, cells.seconds[cell], centres[cell], variances[cell], 0);
                cell++;
            }
        }
    }

    private void put(int k, double at, double value, double variance, double one) {
        seconds[k] = k == 0 ? at : Math.max(at, seconds[k - 1] + CLOSEST_SECONDS);
        measured[k] = value;
        cellVariance[k] = variance;
        ones[k] = one;
        isWindow[k] = one == 1;
    }

    /**
     * {@return how much later than the median of its neighbours each window came, in microseconds; zero for cells}
     *
     * @param drift the drift, roughly, in ppm
     */
    double[] latenessAmongNeighbours(double drift) {
        double[] late = new double[seconds.length];
        for (int k = 0; k < late.length; k++) {
            late[k] = isWindow[k] ? measured[k] - medianAround(k, drift) : 0;
        }
        return late;
    }

    private double medianAround(int k, double drift) {
        int from = Math.max(0, k - NEIGHBOURS);
        int to = Math.min(seconds.length, k + NEIGHBOURS + 1);
        double[] near = new double[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (isWindow[i]) {
                near[count++] = measured[i] - drift * (seconds[i] - seconds[k]);
            }
        }
        return ArrivalWindows.median(Arrays.copyOf(near, count));
    }
}
