// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * How far apart the best exchanges of a cell lie: how much further its limits might have come with more of them.
 *
 * <p>From the best to the third best, at both edges, as the standard deviation of the centre between them; the median over all
 * cells of at least three exchanges.
 */
final class EdgeSpacing {

    private static final int RANK = 3;

    private EdgeSpacing() {}

    /** {@return it in microseconds; infinite if no cell has enough exchanges} */
    static double typicalMicros(Observations observations, CellSeries cells) {
        double[] spacings = new double[cells.size()];
        int count = 0;
        for (int k = 0; k < cells.size(); k++) {
            int from = cells.firstExchange(k);
            int to = cells.firstExchange(k + 1);
            if (to - from >= RANK) {
                double early = spacing(observations.earliest, from, to, 1);
                double late = spacing(observations.latest, from, to, -1);
                spacings[count++] = Math.hypot(early, late) / 2;
            }
        }
        Arrays.sort(spacings, 0, count);
        return count == 0 ? Double.POSITIVE_INFINITY : spacings[count / 2];
    }

    /** From the largest to the third largest, or with the sign −1 from the least to the third least. */
    private static double spacing(double[] values, int from, int to, int sign) {
        double first = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        double third = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double value = sign * values[i];
            if (value > first) {
                third = second;
                second = first;
                first = value;
            } else if (value > second) {
                third = second;
                second = value;
            } else {
                third = Math.max(third, value);
            }
        }
        return first - third;
    }
}
