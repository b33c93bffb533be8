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
    /** What a gap with noise of its own has to add to the log-likelihood. */
    static final double LEAST_GAIN = 8;

    /** A gap has no bearing on cells farther away than this; what is beyond is left out, so that time stays linear. */
    private static final int REACH = 250;

    private RateJumps() {}

    /** {@return the density of the drift's noise in each gap, in ppm² per second} */
    static double[] densities(
            RateSmoother smoother, double[] seconds, double[] centres, double[] variances, double usual) {
        return densities(smoother, seconds, centres, variances, usual, new double[seconds.length]);
    }

    /** {@return the same, with offsets that may change at once within gaps, by the variances given} */
    static double[] densities(
            RateSmoother smoother,
            double[] seconds,
            double[] centres,
            double[] variances,
            double usual,
            double[] shift) {
        double[] density = new double[seconds.length];
        GapNoise gaps = new GapNoise(density, shift);
        for (int k = 0; k + 1 < seconds.length; k++) {
            density[k] = FREE_PPM * FREE_PPM / (seconds[k + 1] - seconds[k]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            smoother.smooth(centres, variances, gaps);
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
        prune(smoother, centres, variances, gaps, usual);
        density[density.length - 1] = usual;
        return density;
    }

    private static void prune(
            RateSmoother smoother, double[] centres, double[] variances, GapNoise gaps, double usual) {
        double[] density = gaps.density();
        int[] freed = IntStream.range(0, density.length - 1)
                .filter(k -> density[k] > usual)
                .boxed()
                .sorted((a, b) -> Double.compare(density[a], density[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (freed.length == 0) {
            return;
        }
        double whole = smoother.logLikelihood(centres, variances, gaps, false);
        for (int gap : freed) {
            int from = Math.max(0, gap - REACH);
            int to = Math.min(centres.length, gap + REACH);
            boolean all = from == 0 && to == centres.length;
            double with = all ? whole : smoother.logLikelihood(centres, variances, gaps, from, to);
            double kept = density[gap];
            density[gap] = usual;
            double without = smoother.logLikelihood(centres, variances, gaps, from, to);
            if (without < with - LEAST_GAIN) {
                density[gap] = kept;
            } else {
                whole = without;
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
