// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * The straight line that keeps the largest distance from all limits of a series: max m such that
 * loᵢ + m ≤ a + b tᵢ ≤ hiᵢ − m for all i.
 *
 * <p>For a slope b the best margin is half of min(hiᵢ − b tᵢ) − max(loᵢ − b tᵢ), which is concave in b; only points on the lower
 * hull of hi and the upper hull of lo can decide, so halving the range of slopes over the hulls is quick.
 *
 * @param offset the line's offset at second zero, in microseconds
 * @param drift its drift, in ppm
 * @param margin its distance from the nearest limits, in microseconds; negative if no line obeys all of them
 */
record MaxMarginLine(double offset, double drift, double margin) {

    private static final int HALVINGS = 80;

    /**
     * @param seconds the times, rising
     * @param largestDrift the drifts that are considered lie between this and its negative, in ppm
     */
    static MaxMarginLine of(double[] seconds, double[] earliest, double[] latest, double largestDrift) {
        int[] above = lowerHull(seconds, latest, 1);
        int[] below = lowerHull(seconds, earliest, -1);
        double least = -largestDrift;
        double most = largestDrift;
        for (int i = 0; i < HALVINGS; i++) {
            double drift = (least + most) / 2;
            int high = nearest(above, seconds, latest, drift, 1);
            int low = nearest(below, seconds, earliest, drift, -1);
            // turning the line up costs margin at whichever of the two comes later
            if (seconds[low] > seconds[high]) {
                least = drift;
            } else {
                most = drift;
            }
        }
        double drift = (least + most) / 2;
        int high = nearest(above, seconds, latest, drift, 1);
        int low = nearest(below, seconds, earliest, drift, -1);
        double highest = latest[high] - drift * seconds[high];
        double lowest = earliest[low] - drift * seconds[low];
        return new MaxMarginLine((highest + lowest) / 2, drift, (highest - lowest) / 2);
    }

    private static int nearest(int[] hull, double[] seconds, double[] values, double drift, int sign) {
        int nearest = hull[0];
        for (int i : hull) {
            double distance = sign * (values[i] - drift * seconds[i]);
            nearest = distance < sign * (values[nearest] - drift * seconds[nearest]) ? i : nearest;
        }
        return nearest;
    }

    /** The points of a series that lie on its lower convex hull (sign 1) or its upper one (sign −1). */
    private static int[] lowerHull(double[] seconds, double[] values, int sign) {
        int[] hull = new int[seconds.length];
        int size = 0;
        for (int i = 0; i < seconds.length; i++) {
            while (size >= 2 && !turnsLeft(seconds, values, sign, hull[size - 2], hull[size - 1], i)) {
                size--;
            }
            hull[size++] = i;
        }
        return Arrays.copyOf(hull, size);
    }

    private static boolean turnsLeft(double[] seconds, double[] values, int sign, int a, int b, int c) {
        double first = sign * (values[b] - values[a]) * (seconds[c] - seconds[b]);
        double second = sign * (values[c] - values[b]) * (seconds[b] - seconds[a]);
        return first < second;
    }
}
