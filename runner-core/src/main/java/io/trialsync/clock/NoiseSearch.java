// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Finds how much the drift wanders and how noisy the cells are: the maximum a posteriori over a grid.
 *
 * <p>The prior, log-normal around 0.01 ppm per root second (a factor of four either way) and around the excess widths' own
 * scale, keeps sessions of few cells sane.
 */
final class NoiseSearch {

    private static final double[] WANDERING = {1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1};
    private static final double[] SCALES = {0.3, 1, 3};
    private static final double[] ONE_SCALE = {1};
    private static final int FEW_CELLS = 10;
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;

    /**
     * What was found.
     *
     * @param wandering of the drift, in ppm per root second
     * @param scale of the cells' standard deviations
     */
    record Found(double wandering, double scale) {
        double density() {
            return wandering * wandering;
        }
    }

    private NoiseSearch() {}

    /** @param thorough whether to search the whole grid; the first of two rounds needs no more than the right order */
    static Found find(RateSmoother smoother, double[] centres, ExcessNoise noise, boolean thorough) {
        return find(smoother, centres, noise, thorough, GapNoise.even(centres.length, 0));
    }

    /**
     * {@return the same, with the sudden changes of some gaps already known}
     *
     * @param sudden only what stands out of its usual noise matters
     */
    static Found find(RateSmoother smoother, double[] centres, ExcessNoise noise, boolean thorough, GapNoise sudden) {
        GapNoise gaps = new GapNoise(new double[centres.length], sudden.shift());
        Found best = new Found(USUAL_WANDERING, 1);
        double most = Double.NEGATIVE_INFINITY;
        for (double scale : thorough && centres.length >= FEW_CELLS ? SCALES : ONE_SCALE) {
            double[] variances = noise.variances(scale);
            for (double wandering : WANDERING) {
                for (int k = 0; k < centres.length; k++) {
                    gaps.density()[k] = sudden.jumps(k) ? sudden.density()[k] : wandering * wandering;
                }
                double evidence = smoother.logLikelihood(centres, variances, gaps, true) + logPrior(wandering, scale);
                if (evidence > most) {
                    most = evidence;
                    best = new Found(wandering, scale);
                }
            }
        }
        return best;
    }

    private static double logPrior(double wandering, double scale) {
        double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
        double folds = Math.log(scale);
        return -0.5 * (folds * folds + decades * decades);
    }
}
