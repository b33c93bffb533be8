// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Refines a smoothed path by what cells really say: not a bell around their centre but a flat box with soft edges, within
 * which the path may lie anywhere.
 *
 * <p>Expectation propagation: each cell's bell is replaced, a few times over, by the one that together with all other cells
 * has the mean and variance that the box gives. Cells whose box does not touch the path then say little, and the few that do
 * hold it from both sides, as they do a line of largest margin. The bell keeps a small weight beside the box: where the drift
 * wanders each cell stands nearly alone, and the truth lies at its edges less often than a flat box has it.
 */
final class EdgeRefinement {

    private static final int ROUNDS = 8;
    private static final double DAMPING = 0.7;
    private static final double SOFTNESS = 0.15;
    /** What the bell around the centre still counts: a little, since the truth is less often close to an edge than a box has it. */
    private static final double BELL_WEIGHT = 0.08;

    private static final double WIDEST_VARIANCE = 1e12;

    /** Draws a path through measurements into the smoother that holds it. */
    @FunctionalInterface
    interface Smoothing {
        void smooth(double[] measured, double[] variance);
    }

    private final CellSeries cells;
    private final ExcessNoise noise;
    private final RateSmoother smoother;
    private final double[] centres;
    private final double[] variances;
    private final double[] mean;
    private final double[] variance;

    private EdgeRefinement(
            CellSeries cells, ExcessNoise noise, RateSmoother smoother, double[] centres, double[] variances) {
        this.cells = cells;
        this.noise = noise;
        this.smoother = smoother;
        this.mean = centres.clone();
        this.variance = variances.clone();
        this.centres = centres;
        this.variances = variances;
    }

    /** Replace what the smoother holds, the path through the centres, by the refined path. */
    static void refine(
            CellSeries cells,
            ExcessNoise noise,
            RateSmoother smoother,
            double[] centres,
            double[] variances,
            Smoothing smoothing) {
        EdgeRefinement refinement = new EdgeRefinement(cells, noise, smoother, centres, variances);
        for (int round = 0; round < ROUNDS; round++) {
            double margin = refinement.jointBase() / 2;
            for (int k = 0; k < cells.size(); k++) {
                refinement.match(k, margin);
            }
            smoothing.smooth(refinement.mean, refinement.variance);
        }
    }

    /** What all cells leave between their limits and the path: the base delay of both ways. */
    private double jointBase() {
        double before = Double.POSITIVE_INFINITY;
        double after = Double.POSITIVE_INFINITY;
        for (int k = 0; k < cells.size(); k++) {
            before = Math.min(before, smoother.offset[k] - cells.earliest[k]);
            after = Math.min(after, cells.latest[k] - smoother.offset[k]);
        }
        return Math.max(0, Math.min(before + after, cells.narrowest()) - noise.below);
    }

    private void match(int k, double margin) {
        double others = 1 / smoother.offsetVariance[k] - 1 / variance[k];
        if (!(others > 1e-12)) {
            return;
        }
        double othersCentre = (smoother.offset[k] / smoother.offsetVariance[k] - mean[k] / variance[k]) / others;
        double bell = BELL_WEIGHT / variances[k];
        double precision = others + bell;
        double spread = 1 / precision;
        double centre = spread * (othersCentre * others + centres[k] * bell);
        double soft = Math.hypot(SOFTNESS * noise.excess[k], noise.floor / 2);
        double scale = Math.sqrt(spread + soft * soft);
        double low = (centre - cells.earliest[k] - margin) / scale;
        double high = (centre - cells.latest[k] + margin) / scale;
        double inside =
                low + high > 0 ? Normal.below(-high) - Normal.below(-low) : Normal.below(low) - Normal.below(high);
        if (!(inside > 1e-10)) {
            return;
        }
        double atLow = Normal.density(low);
        double atHigh = Normal.density(high);
        double slope = (atLow - atHigh) / (inside * scale);
        double bend = -(low * atLow - high * atHigh) / (inside * scale * scale) - slope * slope;
        double matchedVariance = spread * (1 + spread * bend);
        double matchedMean = centre + spread * slope;
        double sitePrecision = Math.max(1 / WIDEST_VARIANCE, 1 / matchedVariance - others);
        double siteMean = (matchedMean / matchedVariance - othersCentre * others) / sitePrecision;
        if (matchedVariance > 0 && Math.abs(siteMean) < 1e15) {
            damp(k, sitePrecision, siteMean);
        }
    }

    private void damp(int k, double sitePrecision, double siteMean) {
        double old = 1 / variance[k];
        double mixed = (1 - DAMPING) * old + DAMPING * sitePrecision;
        mean[k] = ((1 - DAMPING) * old * mean[k] + DAMPING * sitePrecision * siteMean) / mixed;
        variance[k] = 1 / mixed;
    }
}
