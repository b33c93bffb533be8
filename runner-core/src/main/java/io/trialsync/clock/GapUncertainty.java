// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The random part of the uncertainty between knots and beyond them.
 *
 * <p>Between knots the variance of the knots is joined by that of a wandering drift, Q h³ (u(1−u))³/3. Both come from what the
 * exchanges showed, which says nothing of a warm-up inside a long gap; so from five minutes on a change of drift by 0.033 ppm
 * a second, at most 40 ppm, is allowed for, as a device has that warms up by 30 ppm in a quarter of an hour. In a gap with a
 * sudden change all that lies between a step right at its beginning and one right at its end is allowed for.
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
                + path.gaps.density()[gap] * Math.pow(length * curved, 3) / 3;
        return DEVIATIONS * Math.sqrt(Math.max(0, variance))
                + warming(length) * length * curved / 2
                + Math.max(path.hidden(path.seconds[gap] + after), sudden(path, gap, after, length));
    }

    /**
     * How far the path lies from the lines that its two ends go on as: the change between them may have come at once, and at
     * any time of the gap.
     */
    private static double sudden(SmoothPath path, int gap, double after, double length) {
        if (!path.gaps.jumps(gap) && !path.gaps.shifts(gap)) {
            return 0;
        }
        double u = Math.max(0, Math.min(1, after / length));
        double before = path.offset[gap] + path.rate[gap] * u * length;
        double later = path.offset[gap + 1] - path.rate[gap + 1] * (1 - u) * length;
        // the cubic through both ends and their drifts
        double weight = u * u * (3 - 2 * u);
        double here = (1 - weight) * path.offset[gap]
                + weight * path.offset[gap + 1]
                + u * (1 - u) * length * ((1 - u) * path.rate[gap] - u * path.rate[gap + 1]);
        return Math.max(Math.abs(before - here), Math.abs(later - here));
    }

    private static double beyond(SmoothPath path, int knot, double distance) {
        double usual = path.gaps.usual();
        double variance = path.variance[knot]
                + path.endRateVariance[knot == 0 ? 0 : 1] * distance * distance
                + usual * distance * distance * distance / 3;
        return DEVIATIONS * Math.sqrt(Math.max(0, variance)) + warming(distance) * distance / 2;
    }

    private static double warming(double seconds) {
        return seconds < LONG_GAP_SECONDS ? 0 : Math.min(WARMING_PPM, WARMING_PPM_PER_SECOND * seconds);
    }
}
