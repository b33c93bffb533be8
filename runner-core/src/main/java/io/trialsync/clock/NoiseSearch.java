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
    /** Of the cells' standard deviations, each list from the usual one outwards. */
    static final double[][] OTHER_SCALES = {{0.55, 0.3}, {1.8, 3}};

    private static final int FEW_CELLS = 10;
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;
    /** Halfway between the steps of the grid, on both sides of the best one. */
    private static final double FINER = Math.pow(10, 0.25);

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

    private final RateSmoother smoother;
    private final double[] centres;
    private final ExcessNoise noise;
    private final GapNoise sudden;
    private final GapNoise gaps;
    private Found best = new Found(USUAL_WANDERING, 1, Double.NEGATIVE_INFINITY);

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
        int likeliest = search.tryAll(1, 0, WANDERING.length - 1);
        for (double[] outwards : thorough && centres.length >= FEW_CELLS ? OTHER_SCALES : new double[0][]) {
            int near = likeliest;
            for (double scale : outwards) {
                near = search.tryAll(scale, Math.max(0, near - 1), Math.min(WANDERING.length - 1, near + 1));
            }
        }
        if (thorough) {
            Found coarse = search.best;
            double[] variances = noise.variances(coarse.scale());
            search.evidence(coarse.scale(), variances, coarse.wandering() / FINER);
            search.evidence(coarse.scale(), variances, coarse.wandering() * FINER);
        }
        return search.best;
    }

    /** Try a stretch of the grid; the index of the likeliest wandering in it. From one scale to the next it moves little. */
    private int tryAll(double scale, int first, int last) {
        double[] variances = noise.variances(scale);
        int likeliest = first;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = first; k <= last; k++) {
            double evidence = evidence(scale, variances, WANDERING[k]);
            if (evidence > most) {
                most = evidence;
                likeliest = k;
            }
        }
        return likeliest;
    }

    private double evidence(double scale, double[] variances, double wandering) {
        for (int k = 0; k < centres.length; k++) {
            gaps.density()[k] = sudden.jumps(k) ? sudden.density()[k] : wandering * wandering;
        }
        double evidence = smoother.logLikelihood(centres, variances, gaps, true) + logPrior(wandering, scale);
        if (evidence > best.evidence()) {
            best = new Found(wandering, scale, evidence);
        }
        return evidence;
    }

    private static double logPrior(double wandering, double scale) {
        double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
        return logPrior(scale) - 0.5 * decades * decades;
    }

    /** {@return the same for the scale of the cells' standard deviations alone} */
    static double logPrior(double scale) {
        double folds = Math.log(scale);
        return -0.5 * folds * folds;
    }
}
