// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a path to the cells of a stretch: cells, weights, noise, smoothing, all of it twice, since the drift within the cells
 * has to be taken out; then the edges, and the choice between a drift that wanders, one that bends and one that never changed.
 */
final class CellSmoother {

    private static final int LEAST_CELLS_FOR_A_RATE = 9;
    private static final double LEAST_SECONDS_FOR_A_RATE = 60;
    private static final int LEAST_CELLS_FOR_A_BEND = 10;
    private static final double CALM_WANDERING = 3.5e-4;

    /** A drift that changes by 0.00006 ppm in an hour: none. */
    private static final double STEADY_DENSITY = 1e-12;

    private final Observations observations;
    private final CellSeries proven;
    /** The proven cells, or narrower ones. */
    private final CellSeries cells;

    private final RateSmoother smoother;
    private final double[] centres;
    private final ExcessNoise noise;
    private final NoiseSearch.Found found;
    private double scale;
    private double[] variances;
    private GapNoise gaps;
    private EdgeRefinement.Smoothing smoothing;
    private NoiseGrid.@Nullable Point bending;
    private double share;
    private boolean sharp;

    private CellSmoother(
            CellSeries proven, CellSeries cells, Observations observations, RateSmoother smoother, boolean thorough) {
        this.observations = observations;
        this.proven = proven;
        this.cells = cells;
        this.smoother = smoother;
        this.centres = cells.centres();
        this.noise = ExcessNoise.of(cells);
        NoiseSearch.Found first = NoiseSearch.find(smoother, centres, noise, thorough);
        GapNoise sudden = suddenChanges(first);
        // what sudden changes explain is not to count as noise
        found = sudden.isEven() ? first : NoiseSearch.find(smoother, centres, noise, thorough, sudden);
        gaps = found.equals(first) ? sudden : suddenChanges(found);
        scale = found.scale();
        variances = noise.variances(scale);
        smoothing = (measured, variance) -> smoother.smooth(measured, variance, gaps);
    }

    private GapNoise suddenChanges(NoiseSearch.Found usual) {
        return SuddenChanges.find(smoother, cells.seconds, centres, noise.variances(usual.scale()), usual.density());
    }

    /** @param largestDriftPpm the drift limit */
    static SmoothPath fit(Observations observations, double largestDriftPpm) {
        CellSeries undrifted = CellSeries.of(observations);
        RateSmoother smoother = new RateSmoother(undrifted.seconds);
        double[] drift = new double[undrifted.size()];
        Arrays.fill(drift, firstRate(undrifted));
        CellSeries rough = undrifted.intersected(observations, drift);
        CellSmoother first = new CellSmoother(rough, rough, observations, smoother, false);
        first.smoothCentres();
        CellSeries proven = undrifted.intersected(observations, smoother.rate);
        CoarseStamps stamps = new CoarseStamps(observations);
        boolean alike = first.share == 0 || stamps.prevail();
        CellSeries cells = alike ? stamps.narrow(proven, smoother.rate) : proven;
        return new CellSmoother(proven, cells, observations, smoother, true).finish(largestDriftPpm);
    }

    private void smoothCentres() {
        smoothing.smooth(centres, variances);
        share = JitterAsymmetry.share(centres, smoother.offset, noise);
        if (share != 0) {
            for (int k = 0; k < centres.length; k++) {
                centres[k] -= share * noise.excess[k];
            }
            smoothing.smooth(centres, variances);
        }
    }

    /** A drift that bends smoothly, where that is more likely than one that wanders. */
    private void considerBend() {
        if (!gaps.isEven() || cells.size() < LEAST_CELLS_FOR_A_BEND || !smoother.isDense()) {
            return;
        }
        BendSmoother candidate = new BendSmoother(cells.seconds);
        NoiseGrid.Point bend = new NoiseGrid(
                        BendSmoother.NOISES,
                        BendSmoother.NOISES[0],
                        noise,
                        (bendNoise, variance) -> candidate.logLikelihood(centres, variance, bendNoise))
                .fine(true);
        if (bend.evidence() > found.evidence()) {
            bending = bend;
            scale = bend.scale();
            variances = noise.variances(scale);
            smoothing = (measured, variance) -> candidate.smooth(measured, variance, bend.drift(), smoother);
        }
    }

    private SmoothPath finish(double largestDriftPpm) {
        considerBend();
        smoothCentres();
        refine();
        boolean steady = cells.size() >= ClockModelFitter.LEAST_CELLS
                && gaps.isEven()
                && (isCalm() || ConstantDrift.isEvident(cells, smoother, noise, largestDriftPpm));
        if (steady) {
            gaps = GapNoise.even(cells.size(), STEADY_DENSITY);
            smoothing = (measured, variance) -> smoother.smooth(measured, variance, gaps);
            smoothing.smooth(centres, variances);
            refine();
            SharpEdges edges = new SharpEdges(observations, cells, largestDriftPpm);
            sharp = edges.areEvident();
            if (sharp) {
                edges.draw(smoother);
            }
        } else if (bending == null && !found.loosened().equals(found)) {
            gaps = suddenChanges(found.loosened());
            smoothing.smooth(centres, variances);
            refine();
        }
        int last = centres.length - 1;
        return new SmoothPath(
                cells.seconds,
                smoother.offset.clone(),
                smoother.rate.clone(),
                smoother.offsetVariance.clone(),
                new double[] {smoother.rateVariance[0], smoother.rateVariance[last]},
                gaps,
                proven.narrowest(),
                UnprovenSteps.in(observations, proven, variances, smoother, gaps),
                evidence(steady));
    }

    /** Less wandering than any crystal has: 0.02 ppm in an hour is what is left of noise. */
    private boolean isCalm() {
        return bending == null && found.wandering() < CALM_WANDERING;
    }

    /** Centres that were moved for a jitter asymmetry no longer lie in the middle of their boxes: left as they are. */
    private void refine() {
        if (share == 0) {
            EdgeRefinement.refine(cells, noise, smoother, centres, variances, smoothing);
        }
    }

    private String evidence(boolean steady) {
        if (cells.size() < ClockModelFitter.LEAST_CELLS) {
            return "few cells: " + cells.size() + ", so the uncertainty reaches to the limits";
        }
        if (steady) {
            return "constant drift: " + cells.size() + " cells leave a straight line as much room as any other path"
                    + (sharp ? "; limits are sharp, so it is the mean of all lines, weighted by their margin" : "");
        }
        return drift()
                + String.format(
                        Locale.ROOT,
                        ", noise scale %.1f, sudden changes of drift: %d, of the offset: %d, jitter asymmetry %.2f",
                        scale,
                        gaps.jumps(),
                        gaps.shifts(),
                        share);
    }

    private String drift() {
        if (bending != null) {
            return String.format(
                    Locale.ROOT,
                    "bending drift: %d cells, %.1e ppm per second per root second",
                    cells.size(),
                    bending.drift());
        }
        return String.format(
                Locale.ROOT,
                "wandering drift: %d cells, %.4f ppm per root second",
                cells.size(),
                found.loosened().wandering());
    }

    /** The median of the slopes between cells half a session apart, weighted by how narrow they are; zero for a few cells. */
    private static double firstRate(CellSeries cells) {
        int size = cells.size();
        double[] t = cells.seconds;
        if (size < LEAST_CELLS_FOR_A_RATE || t[size - 1] - t[0] < LEAST_SECONDS_FOR_A_RATE) {
            return 0;
        }
        int half = size / 2;
        double[] centres = cells.centres();
        double[] slopes = new double[size - half];
        double[] weights = new double[size - half];
        for (int k = 0; k + half < size; k++) {
            slopes[k] = (centres[k + half] - centres[k]) / (t[k + half] - t[k]);
            weights[k] = 1 / (1 + Math.max(0, cells.width(k)) + Math.max(0, cells.width(k + half)));
        }
        return weightedMedian(slopes, weights);
    }

    private static double weightedMedian(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double half = Arrays.stream(weights).sum() / 2;
        double sum = 0;
        for (int index : order) {
            sum += weights[index];
            if (sum >= half) {
                return values[index];
            }
        }
        return values[order[order.length - 1]];
    }
}
