// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The random part of the uncertainty between knots and beyond them.
 *
 * <p>Between knots the variance of the knots is joined by that of a wandering drift, Q h³ (u(1−u))³/3. Both come from what the
 * exchanges showed, which says nothing of a warm-up inside a long gap; so from five minutes on a change of drift by 0.033 ppm
 * a second, at most 40 ppm, is allowed for, as a device has that warms up by 30 ppm in a quarter of an hour.
 */
final class GapUncertainty {

    /** Cells are not normally distributed; with this many standard deviations at least 95 % are covered. */
    private static final double DEVIATIONS = 2.5;

    private static final double LONG_GAP_SECONDS = 300;
    private static final double WARMING_PPM_PER_SECOND = 0.033;
    private static final double WARMING_PPM = 40;

    private GapUncertainty() {}

    /**
     * {@return the half-width of the random part, in nanoseconds}
     *
     * @param gap the knot before, −1 before the first
     */
    static long randomNanos(SmoothPath path, int gap, double seconds) {
        double[] t = path.seconds;
        int last = t.length - 1;
        double micros;
        if (gap < 0) {
            micros = beyond(path, 0, t[0] - seconds);
        } else if (gap >= last) {
            micros = beyond(path, last, seconds - t[last]);
        } else {
            micros = between(path, gap, seconds - t[gap], t[gap + 1] - t[gap]);
        }
        return (long) Math.ceil(micros * 1e3);
    }

    private static double between(SmoothPath path, int gap, double after, double length) {
        double u = Math.max(0, Math.min(1, after / length));
        double curved = u * (1 - u);
        double variance = (1 - u) * path.variance[gap]
                + u * path.variance[gap + 1]
                + path.density[gap] * Math.pow(length * curved, 3) / 3;
        return DEVIATIONS * Math.sqrt(Math.max(0, variance)) + warming(length) * length * curved / 2;
    }

    private static double beyond(SmoothPath path, int knot, double distance) {
        double usual = path.density[path.density.length - 1];
        double variance = path.variance[knot]
                + path.endRateVariance[knot == 0 ? 0 : 1] * distance * distance
                + usual * distance * distance * distance / 3;
        return DEVIATIONS * Math.sqrt(Math.max(0, variance)) + warming(distance) * distance / 2;
    }

    private static double warming(double seconds) {
        return seconds < LONG_GAP_SECONDS ? 0 : Math.min(WARMING_PPM, WARMING_PPM_PER_SECOND * seconds);
    }
}
