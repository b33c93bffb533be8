// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Finds how noisy the bend of a drift is, and the cells: the maximum a posteriori over a grid, as {@link NoiseSearch} does for a
 * drift that wanders.
 */
final class BendSearch {

    /** In ppm per second per root second, about half a decade apart. */
    private static final double[] BEND_NOISES = {1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3};
    /** Halfway between the steps of the grid, on both sides of the best one. */
    private static final double FINER = Math.pow(10, 0.25);

    /**
     * What was found.
     *
     * @param bendNoise of the bend, in ppm per second per root second
     * @param scale of the cells' standard deviations
     * @param evidence the logarithm of the posterior, but for the constant that {@link NoiseSearch.Found} lacks as well
     */
    record Found(double bendNoise, double scale, double evidence) {}

    private final BendSmoother smoother;
    private final double[] centres;
    private final ExcessNoise noise;
    private Found best = new Found(BEND_NOISES[0], 1, Double.NEGATIVE_INFINITY);

    private BendSearch(BendSmoother smoother, double[] centres, ExcessNoise noise) {
        this.smoother = smoother;
        this.centres = centres;
        this.noise = noise;
    }

    static Found find(BendSmoother smoother, double[] centres, ExcessNoise noise) {
        BendSearch search = new BendSearch(smoother, centres, noise);
        search.findAll();
        return search.best;
    }

    private void findAll() {
        int last = BEND_NOISES.length - 1;
        int likeliest = tryAll(1, 0, last);
        for (double[] outwards : NoiseSearch.OTHER_SCALES) {
            int near = likeliest;
            for (double scale : outwards) {
                near = tryAll(scale, Math.max(0, near - 1), Math.min(last, near + 1));
            }
        }
        Found coarse = best;
        double[] variances = noise.variances(coarse.scale());
        evidence(coarse.scale(), variances, coarse.bendNoise() / FINER);
        evidence(coarse.scale(), variances, coarse.bendNoise() * FINER);
    }

    /** Try a stretch of the grid; the index of the likeliest noise in it. From one scale to the next it moves little. */
    private int tryAll(double scale, int first, int last) {
        double[] variances = noise.variances(scale);
        int likeliest = first;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = first; k <= last; k++) {
            double evidence = evidence(scale, variances, BEND_NOISES[k]);
            if (evidence > most) {
                most = evidence;
                likeliest = k;
            }
        }
        return likeliest;
    }

    private double evidence(double scale, double[] variances, double bendNoise) {
        double evidence = smoother.logLikelihood(centres, variances, bendNoise) + NoiseSearch.logPrior(scale);
        if (evidence > best.evidence()) {
            best = new Found(bendNoise, scale, evidence);
        }
        return evidence;
    }
}
