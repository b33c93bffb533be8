// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fits a path with a wandering drift to the cells of a stretch: cells, weights, noise, smoothing, each twice. */
final class CellSmoother {

    private static final int LEAST_CELLS_FOR_A_RATE = 9;
    private static final double LEAST_SECONDS_FOR_A_RATE = 60;

    private CellSmoother() {}

    static SmoothPath fit(Observations observations) {
        CellSeries undrifted = CellSeries.of(observations);
        RateSmoother smoother = new RateSmoother(undrifted.seconds);
        double[] drift = new double[undrifted.size()];
        Arrays.fill(drift, firstRate(undrifted));
        SmoothPath first = smooth(smoother, undrifted.intersected(observations, drift));
        return smooth(smoother, undrifted.intersected(observations, first.rate));
    }

    private static SmoothPath smooth(RateSmoother smoother, CellSeries cells) {
        double[] centres = cells.centres();
        ExcessNoise noise = new ExcessNoise(cells);
        NoiseSearch.Found found = NoiseSearch.find(smoother, centres, noise);
        double[] variances = noise.variances(found.scale());
        double[] density = RateJumps.densities(smoother, cells.seconds, centres, variances, found.density());
        smoother.smooth(centres, variances, density);
        double share = JitterAsymmetry.share(centres, smoother.offset, noise);
        if (share != 0) {
            for (int k = 0; k < centres.length; k++) {
                centres[k] -= share * noise.excess[k];
            }
            smoother.smooth(centres, variances, density);
        }
        int last = centres.length - 1;
        return new SmoothPath(
                cells.seconds,
                smoother.offset.clone(),
                smoother.rate.clone(),
                smoother.offsetVariance.clone(),
                new double[] {smoother.rateVariance[0], smoother.rateVariance[last]},
                density,
                cells.narrowest(),
                evidence(found, share, density));
    }

    private static String evidence(NoiseSearch.Found found, double share, double[] density) {
        return String.format(
                Locale.ROOT,
                "smoothed cells: %d, drift wanders by %.4f ppm per root second, noise scale %.1f,"
                        + " sudden changes of drift %d, jitter asymmetry %.2f",
                density.length,
                found.wandering(),
                found.scale(),
                RateJumps.count(density, found.density()),
                share);
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
