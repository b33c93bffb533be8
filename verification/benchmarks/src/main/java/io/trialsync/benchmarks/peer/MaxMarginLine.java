// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.Arrays;

/**
 * The line that maximises the least distance to the lower limits below it and to the upper limits above it.
 *
 * <p>For a slope b the best line lies half-way between max(low − b·t) and min(high − b·t), at a margin that is concave and
 * piecewise linear in b. Its breakpoints are the slopes of the upper hull of the lower limits and of the lower hull of the upper
 * limits, so the maximum is found among them; where several are equally good (two bursts, one of them congested, leave the slope
 * open) the middle of them is taken. The margin is negative if no line fits, as with a step.
 */
final class MaxMarginLine {

    /** Margins closer than this, in µs, count as equal. */
    private static final double EQUAL_MICROS = 1e-6;

    private final Samples samples;
    private final int[] lowHull;
    private final int[] highHull;

    private MaxMarginLine(Samples samples, int from, int to) {
        this.samples = samples;
        this.lowHull = hull(from, to, 1);
        this.highHull = hull(from, to, -1);
    }

    /** {@return the line through samples of a range, which are in order of device time, at least one} */
    static Line through(Samples samples, int from, int to) {
        return new MaxMarginLine(samples, from, to).best();
    }

    private Line best() {
        double[] slopes = slopes();
        double most = Arrays.stream(slopes).map(this::margin).max().orElse(0);
        double[] equal = Arrays.stream(slopes)
                .filter(slope -> margin(slope) >= most - EQUAL_MICROS)
                .toArray();
        double slope = equal.length == 0
                ? 0
                : (Arrays.stream(equal).min().orElseThrow()
                                + Arrays.stream(equal).max().orElseThrow())
                        / 2;
        return new Line((highest(slope) + lowest(slope)) / 2, slope);
    }

    private double margin(double slope) {
        return lowest(slope) - highest(slope);
    }

    /** The highest intercept that a lower limit demands. */
    private double highest(double slope) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i : lowHull) {
            highest = Math.max(highest, samples.low(i) - slope * samples.seconds(i));
        }
        return highest;
    }

    /** The lowest intercept that an upper limit allows. */
    private double lowest(double slope) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int i : highHull) {
            lowest = Math.min(lowest, samples.high(i) - slope * samples.seconds(i));
        }
        return lowest;
    }

    private double[] slopes() {
        double[] slopes = new double[lowHull.length + highHull.length - 2];
        int next = 0;
        for (int i = 1; i < lowHull.length; i++) {
            slopes[next++] = (samples.low(lowHull[i]) - samples.low(lowHull[i - 1])) / gap(lowHull, i);
        }
        for (int i = 1; i < highHull.length; i++) {
            slopes[next++] = (samples.high(highHull[i]) - samples.high(highHull[i - 1])) / gap(highHull, i);
        }
        return slopes;
    }

    private double gap(int[] hull, int index) {
        return samples.seconds(hull[index]) - samples.seconds(hull[index - 1]);
    }

    /** The upper hull of the lower limits (side 1) or the lower hull of the upper limits (side −1), by a monotone chain. */
    private int[] hull(int from, int to, int side) {
        int[] hull = new int[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            if (size > 0 && samples.seconds(hull[size - 1]) >= samples.seconds(i)) {
                if (value(hull[size - 1], side) >= value(i, side)) {
                    continue;
                }
                size--;
            }
            while (size > 1 && !bends(hull[size - 2], hull[size - 1], i, side)) {
                size--;
            }
            hull[size++] = i;
        }
        return Arrays.copyOf(hull, size);
    }

    private double value(int index, int side) {
        return side > 0 ? samples.low(index) : -samples.high(index);
    }

    private boolean bends(int left, int middle, int right, int side) {
        double rise = (value(middle, side) - value(left, side)) * (samples.seconds(right) - samples.seconds(left));
        double chord = (value(right, side) - value(left, side)) * (samples.seconds(middle) - samples.seconds(left));
        return rise > chord;
    }
}
