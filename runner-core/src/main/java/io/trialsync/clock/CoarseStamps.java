// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * What coarse stamps say of an offset beyond the limits that they prove.
 *
 * <p>An exchange whose stamp is floored to q allows every offset x for which some instant between its send and its receive, less
 * the base delay of each way, falls into [stamp + x, stamp + x + q). The more of that time does, the likelier is x: if both ways
 * wait alike, exponentially, the instant lies anywhere in it. Where exchanges keep to the phase of the device's ticks, as those
 * of a fixed spacing do, the limits of a cell are wide and lie to one side, and this tells where in between the offset is. Delays
 * are neither exponential nor alike, so it counts by half only, and not at all where wide cells show that they are not alike.
 */
final class CoarseStamps {

    private static final int LEAST_EXCHANGES = 10;
    private static final int POINTS = 48;
    private static final double BELIEF = 0.5;
    /** Limits that are this much wider than the stamps are coarse hold nothing that stamps could add. */
    private static final double FINE = 50;
    /** Time stamps of the host and base delays are not exact to a microsecond. */
    private static final double SOFT_MICROS = 1;

    private static final double LEAST_SHARE = 1e-6;

    private final Observations observations;
    private final double base;
    private final double coarsest;
    private final double[] weight = new double[POINTS];

    CoarseStamps(Observations observations) {
        this.observations = observations;
        this.base = Math.max(0, delays()[0]) / 2;
        this.coarsest = Arrays.stream(observations.resolution).max().orElse(0);
    }

    /** {@return the round trip times, sorted} */
    private double[] delays() {
        double[] delays = new double[observations.size()];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = observations.latest[i] - observations.earliest[i] - observations.resolution[i];
        }
        Arrays.sort(delays);
        return delays;
    }

    /** {@return whether the stamps are coarser than the delays vary, so that they and not the delays make cells wide} */
    boolean prevail() {
        double[] delays = delays();
        return coarsest > 2 * (delays[delays.length / 2] - delays[0]);
    }

    /**
     * {@return cells no wider than given, each as wide as the mean and variance of what is likely in it demand, with the base
     * delays still around it}
     *
     * @param driftPpm the drift in each cell, with which they were intersected
     */
    CellSeries narrow(CellSeries cells, double[] driftPpm) {
        double[] earliest = cells.earliest.clone();
        double[] latest = cells.latest.clone();
        for (int k = 0; k < cells.size(); k++) {
            double low = earliest[k] + base;
            double room = latest[k] - base - low;
            boolean many = cells.firstExchange(k + 1) - cells.firstExchange(k) >= LEAST_EXCHANGES;
            if (many && room > 0 && room < FINE * coarsest) {
                weigh(cells, k, driftPpm[k], low, room);
                double mean = mean();
                double half = Math.sqrt(3 * variance(mean));
                earliest[k] = Math.max(earliest[k], low + room * (mean - half) - base);
                latest[k] = Math.min(latest[k], low + room * (mean + half) + base);
            }
        }
        return cells.within(earliest, latest);
    }

    /** Fill the likelihood of the offsets in a cell, as the logarithm and then as weights whose largest is one. */
    private void weigh(CellSeries cells, int k, double driftPpm, double low, double room) {
        Arrays.fill(weight, 0);
        for (int i = cells.firstExchange(k); i < cells.firstExchange(k + 1); i++) {
            double q = observations.resolution[i];
            double drifted = driftPpm * (observations.seconds[i] - cells.seconds[k]);
            double from = observations.earliest[i] - drifted + q + base - SOFT_MICROS;
            double to = observations.latest[i] - drifted - base + SOFT_MICROS;
            for (int p = 0; p < POINTS; p++) {
                double x = low + room * at(p);
                double share = (Math.min(to, x + q) - Math.max(from, x)) / (to - from);
                weight[p] += Math.log(Math.max(share, LEAST_SHARE));
            }
        }
        double most = Arrays.stream(weight).max().orElse(0);
        for (int p = 0; p < POINTS; p++) {
            weight[p] = Math.exp(BELIEF * (weight[p] - most));
        }
    }

    private static double at(int point) {
        return (point + 0.5) / POINTS;
    }

    private double mean() {
        double sum = 0;
        double weights = 0;
        for (int p = 0; p < POINTS; p++) {
            sum += weight[p] * at(p);
            weights += weight[p];
        }
        return sum / weights;
    }

    private double variance(double mean) {
        double sum = 0;
        double weights = 0;
        for (int p = 0; p < POINTS; p++) {
            double apart = at(p) - mean;
            sum += weight[p] * apart * apart;
            weights += weight[p];
        }
        // each point stands for its surroundings
        return sum / weights + 1.0 / 12 / POINTS / POINTS;
    }
}
