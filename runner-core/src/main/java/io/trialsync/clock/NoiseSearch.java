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
    private static final int FEW_CELLS = 10;
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;

    private static final double SURE_WANDERING = 2.5e-3;
    private static final double WILD_WANDERING = 0.06;
    private static final double LOOSER = 1.5;

    /**
     * What was found.
     *
     * @param wandering of the drift, in ppm per root second
     * @param scale of the cells' standard deviations
     * @param evidence the logarithm of the posterior, but for a constant
     */
    record Found(double wandering, double scale, double evidence) {
        double density() {
            return wandering * wandering;
        }

        /**
         * {@return the same with more room for a drift that surely wanders}
         *
         * <p>A wandering that is taken for too small costs more than one that is taken for too large, since boxes then hold the
         * path by what is noise.
         */
        Found loosened() {
            return wandering < SURE_WANDERING || wandering > WILD_WANDERING
                    ? this
                    : new Found(LOOSER * wandering, scale, evidence);
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
        NoiseGrid grid = new NoiseGrid(WANDERING, USUAL_WANDERING, noise, (wandering, variances) -> {
            for (int k = 0; k < centres.length; k++) {
                gaps.density()[k] = sudden.jumps(k) ? sudden.density()[k] : wandering * wandering;
            }
            return smoother.logLikelihood(centres, variances, gaps, true) + logPrior(wandering);
        });
        NoiseGrid.Point best = thorough ? grid.fine(centres.length >= FEW_CELLS) : grid.coarse();
        return new Found(best.drift(), best.scale(), best.evidence());
    }

    private static double logPrior(double wandering) {
        double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
        return -0.5 * decades * decades;
    }
}
