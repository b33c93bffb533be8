// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One path through the cells of the exchanges and the windows of a stream, whose delay is one unknown constant b.
 *
 * <p>The smoother is linear in what it is given. So it is run twice, for what was measured and for a series that is one at the
 * windows and zero at the cells; b then follows by generalised least squares, since Σ⁻¹ z = R⁻¹ (z − smoothed z), and the path for
 * that b is the first less b times the second. Late windows are believed less with each round. Not thread-safe.
 */
final class WitnessedPath {

    private static final double[] WANDERING = {1e-3, 3e-3, 1e-2, 3e-2, 0.1};
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;
    private static final int ROUNDS = 6;
    private static final double WAITED = 3;
    private static final double LEAST_NOISE_MICROS = 1;
    private static final double CLEARLY_LESS = 0.9;

    final boolean[] isWindow;
    final double[] offset;
    final double[] rate;
    final double[] offsetVariance;

    /** How much later than the path and the least delay each window came, in microseconds; zero for cells. */
    final double[] lateness;

    /** The standard deviation of the windows' delays, in microseconds. */
    final double windowNoise;

    private final WitnessSeries series;
    private final double[] variance;
    private final double[] density;
    private final RateSmoother ofMeasured;
    private final RateSmoother ofDelay;
    private double wandering = USUAL_WANDERING;

    WitnessedPath(CellSeries cells, ArrivalWindows windows) {
        series = new WitnessSeries(cells, windows);
        isWindow = series.isWindow;
        windowNoise = Math.max(LEAST_NOISE_MICROS, windows.noise());
        variance = new double[size()];
        density = new double[size()];
        offset = new double[size()];
        rate = new double[size()];
        offsetVariance = new double[size()];
        lateness = series.latenessAmongNeighbours(windows.usualDrift());
        ofMeasured = new RateSmoother(series.seconds);
        ofDelay = new RateSmoother(series.seconds);
        fit();
    }

    int size() {
        return isWindow.length;
    }

    double wandering() {
        return wandering;
    }

    private void fit() {
        settle();
        double most = Double.NEGATIVE_INFINITY;
        double best = USUAL_WANDERING;
        for (double candidate : WANDERING) {
            wandering = candidate;
            double evidence = smooth();
            if (evidence > most) {
                most = evidence;
                best = candidate;
            }
        }
        wandering = best;
        settle();
    }

    /** Believe late windows less, until that is settled. */
    private void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int k = 0; k < size(); k++) {
                double waited = Math.max(0, lateness[k] - WAITED * windowNoise);
                variance[k] = isWindow[k] ? windowNoise * windowNoise + waited * waited : series.cellVariance[k];
            }
            smooth();
        }
    }

    /** {@return the logarithm of the posterior of the wandering} */
    private double smooth() {
        double[] measured = series.measured;
        Arrays.fill(density, wandering * wandering);
        ofMeasured.smooth(measured, variance, density);
        ofDelay.smooth(series.ones, variance, density);
        double told = 0;
        double precision = 0;
        for (int k = 0; k < size(); k++) {
            if (isWindow[k]) {
                told += (measured[k] - ofMeasured.offset[k]) / variance[k];
                precision += (1 - ofDelay.offset[k]) / variance[k];
            }
        }
        double delay = told / precision;
        double[] undelayed = new double[size()];
        for (int k = 0; k < size(); k++) {
            double share = ofDelay.offset[k];
            offset[k] = ofMeasured.offset[k] - delay * share;
            rate[k] = ofMeasured.rate[k] - delay * ofDelay.rate[k];
            offsetVariance[k] = ofMeasured.offsetVariance[k] + share * share / precision;
            undelayed[k] = measured[k] - (isWindow[k] ? delay : 0);
            lateness[k] = isWindow[k] ? undelayed[k] - offset[k] : 0;
        }
        double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
        return ofDelay.logLikelihood(undelayed, variance, density, false) - 0.5 * decades * decades;
    }

    /**
     * Move the path into the middle of what all cells allow together, where that is clearly less than any of them allows.
     *
     * <p>Each of two bursts in congestion may have waited in another direction; the stream ties them together, so that they cut
     * one another as the exchanges of one cell do.
     */
    void centre(CellSeries cells) {
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        int cell = 0;
        for (int k = 0; k < size(); k++) {
            if (!isWindow[k]) {
                least = Math.max(least, cells.earliest[cell] - offset[k]);
                most = Math.min(most, cells.latest[cell] - offset[k]);
                cell++;
            }
        }
        if (most - least < CLEARLY_LESS * cells.narrowest()) {
            for (int k = 0; k < size(); k++) {
                offset[k] += (least + most) / 2;
            }
        }
    }

    boolean isFinite() {
        return DoubleStream.of(offset).allMatch(Double::isFinite)
                && DoubleStream.of(rate).allMatch(Double::isFinite)
                && DoubleStream.of(offsetVariance).allMatch(Double::isFinite);
    }

    /** {@return the drift at the knot before an instant, in ppm} */
    double rateAt(double seconds) {
        int found = Arrays.binarySearch(series.seconds, seconds);
        return rate[found >= 0 ? found : Math.max(0, -found - 2)];
    }

    SmoothPath path(double narrowest, String evidence) {
        double[] rateVariance = ofMeasured.rateVariance;
        return new SmoothPath(
                series.seconds,
                offset,
                rate,
                offsetVariance,
                new double[] {rateVariance[0], rateVariance[size() - 1]},
                new GapNoise(density, new double[size()]),
                narrowest,
                List.of(),
                evidence);
    }
}
