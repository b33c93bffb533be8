// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Finds how much the drift wanders and how noisy the cells are: the maximum a posteriori over a grid.
 *
 * <p>The prior, log-normal around 0.01 ppm per root second (a factor of four either way) and around the excess widths' own
 * scale, keeps sessions of few cells sane. Whether the drift wanders alike all along, or most at the beginning as that of a
 * device that warms up, is tried with the scale that suits the former.
 */
final class NoiseSearch {

    private static final double[] WANDERING = {1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1};
    private static final double[] SCALES = {0.3, 1, 3};
    /** A warm-up is the less simple explanation. */
    private static final double PRICE_OF_WARM_UP = 2;

    private static final double[] ONE_SCALE = {1};
    private static final int FEW_CELLS = 10;
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;

    /**
     * What was found.
     *
     * @param wandering of the drift, in ppm per root second
     * @param scale of the cells' standard deviations
     * @param warmUp whether the drift wanders more at the beginning, as that of a device that warms up
     */
    record Found(double wandering, double scale, boolean warmUp) {
        double density() {
            return wandering * wandering;
        }
    }

    private final RateSmoother smoother;
    private final double[] centres;
    private final ExcessNoise noise;
    private final GapNoise sudden;
    private final GapNoise gaps;
    private Found best = new Found(USUAL_WANDERING, 1, false);
    private double most = Double.NEGATIVE_INFINITY;

    private NoiseSearch(RateSmoother smoother, double[] centres, ExcessNoise noise, GapNoise sudden) {
        this.smoother = smoother;
        this.centres = centres;
        this.noise = noise;
        this.sudden = sudden;
        this.gaps = new GapNoise(new double[centres.length], sudden.shift());
    }

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
        NoiseSearch search = new NoiseSearch(smoother, centres, noise, sudden);
        for (double scale : thorough && centres.length >= FEW_CELLS ? SCALES : ONE_SCALE) {
            search.tryAll(scale, false);
        }
        if (centres.length >= FEW_CELLS && smoother.isDense()) {
            search.tryAll(search.best.scale(), true);
        }
        smoother.expectWarmUp(search.best.warmUp());
        return search.best;
    }

    private void tryAll(double scale, boolean warmUp) {
        smoother.expectWarmUp(warmUp);
        double[] variances = noise.variances(scale);
        for (double wandering : WANDERING) {
            for (int k = 0; k < centres.length; k++) {
                gaps.density()[k] = sudden.jumps(k) ? sudden.density()[k] : wandering * wandering;
            }
            double evidence = smoother.logLikelihood(centres, variances, gaps, true)
                    + logPrior(wandering, scale)
                    - (warmUp ? PRICE_OF_WARM_UP : 0);
            if (evidence > most) {
                most = evidence;
                best = new Found(wandering, scale, warmUp);
            }
        }
    }

    private static double logPrior(double wandering, double scale) {
        double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
        double folds = Math.log(scale);
        return -0.5 * (folds * folds + decades * decades);
    }
}
