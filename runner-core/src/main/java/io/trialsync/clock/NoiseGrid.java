// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The likeliest point of a grid of two noises: that of a drift, and the scale of the cells' standard deviations. From one scale
 * to the next the likeliest noise of the drift moves by one step at most, so that only the usual scale is searched in full.
 */
final class NoiseGrid {

    /** From the usual one, 1, outwards. */
    private static final double[][] OTHER_SCALES = {{0.55, 0.3}, {1.8, 3}};
    /** Halfway between the steps of a grid by half decades, on both sides of the best one. */
    private static final double FINER = Math.pow(10, 0.25);

    /** How likely a point is: the logarithm of its posterior, but for a constant. */
    @FunctionalInterface
    interface Posterior {
        /**
         * {@return the logarithm without what the scale alone adds}
         *
         * @param drift the noise of the drift
         * @param variances of the cells, by the scale
         */
        double of(double drift, double[] variances);
    }

    /**
     * A point.
     *
     * @param drift the noise of the drift
     * @param scale of the cells' standard deviations
     * @param evidence the logarithm of its posterior
     */
    record Point(double drift, double scale, double evidence) {}

    private final double[] drifts;
    private final ExcessNoise cells;
    private final Posterior posterior;
    private Point best;

    /**
     * @param drifts what the noise of the drift may be, rising by about half a decade
     * @param otherwise the result if no point has a likelihood, at the usual scale
     */
    NoiseGrid(double[] drifts, double otherwise, ExcessNoise cells, Posterior posterior) {
        this.drifts = drifts;
        this.cells = cells;
        this.posterior = posterior;
        this.best = new Point(otherwise, 1, Double.NEGATIVE_INFINITY);
    }

    /** {@return the likeliest point of the usual scale} */
    Point coarse() {
        tryAll(1, 0, drifts.length - 1);
        return best;
    }

    /** {@return the likeliest point, also between the steps} */
    Point fine(boolean otherScales) {
        int likeliest = tryAll(1, 0, drifts.length - 1);
        for (double[] outwards : otherScales ? OTHER_SCALES : new double[0][]) {
            int near = likeliest;
            for (double scale : outwards) {
                near = tryAll(scale, Math.max(0, near - 1), Math.min(drifts.length - 1, near + 1));
            }
        }
        Point coarse = best;
        double[] variances = cells.variances(coarse.scale());
        evidence(coarse.drift() / FINER, coarse.scale(), variances);
        evidence(coarse.drift() * FINER, coarse.scale(), variances);
        return best;
    }

    /** Try a stretch of one scale; the index of the likeliest in it. */
    private int tryAll(double scale, int first, int last) {
        double[] variances = cells.variances(scale);
        int likeliest = first;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = first; k <= last; k++) {
            double evidence = evidence(drifts[k], scale, variances);
            if (evidence > most) {
                most = evidence;
                likeliest = k;
            }
        }
        return likeliest;
    }

    private double evidence(double drift, double scale, double[] variances) {
        double folds = Math.log(scale);
        double evidence = posterior.of(drift, variances) - 0.5 * folds * folds;
        if (evidence > best.evidence()) {
            best = new Point(drift, scale, evidence);
        }
        return evidence;
    }
}
