// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the few gaps in which the drift changed at once, as it does when a slew starts or ends or a small step hides.
 *
 * <p>A heavy tail: every gap starts out free, and after each smoothing keeps only the noise that its own change of drift
 * asks for, or the usual one if that is not much more. Then the freed gaps are closed again, the smallest first, unless the
 * likelihood falls by too much.
 */
final class RateJumps {

    private static final double FREE_PPM = 100;
    private static final int ROUNDS = 12;
    private static final double STANDS_OUT = 16;
    private static final double SETTLED = 0.01;
    private static final double LEAST_GAIN = 8;

    private RateJumps() {}

    /** {@return the density of the drift's noise in each gap, in ppm² per second} */
    static double[] densities(
            RateSmoother smoother, double[] seconds, double[] centres, double[] variances, double usual) {
        double[] density = new double[seconds.length];
        for (int k = 0; k + 1 < seconds.length; k++) {
            density[k] = FREE_PPM * FREE_PPM / (seconds[k + 1] - seconds[k]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            smoother.smooth(centres, variances, density);
            boolean settled = true;
            for (int k = 0; k + 1 < seconds.length; k++) {
                double change = smoother.rate[k + 1] - smoother.rate[k];
                double asked = change * change / (seconds[k + 1] - seconds[k]);
                double next = asked > STANDS_OUT * usual ? asked : usual;
                settled &= Math.abs(next - density[k]) <= SETTLED * density[k];
                density[k] = next;
            }
            if (settled) {
                break;
            }
        }
        prune(smoother, centres, variances, density, usual);
        density[density.length - 1] = usual;
        return density;
    }

    private static void prune(
            RateSmoother smoother, double[] centres, double[] variances, double[] density, double usual) {
        int[] freed = IntStream.range(0, density.length - 1)
                .filter(k -> density[k] > usual)
                .boxed()
                .sorted((a, b) -> Double.compare(density[a], density[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (freed.length == 0) {
            return;
        }
        double likelihood = smoother.logLikelihood(centres, variances, density, false);
        for (int gap : freed) {
            double kept = density[gap];
            density[gap] = usual;
            double without = smoother.logLikelihood(centres, variances, density, false);
            if (without < likelihood - LEAST_GAIN) {
                density[gap] = kept;
            } else {
                likelihood = without;
            }
        }
    }

    /** {@return how many gaps keep a density of their own} */
    static long count(double[] density, double usual) {
        return Arrays.stream(density)
                .limit(density.length - 1L)
                .filter(d -> d > usual)
                .count();
    }
}
