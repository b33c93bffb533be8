// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * How far the centre of a cell may be off: the wider the cell is beyond the narrowest one, the more its exchanges waited
 * somewhere, and the less is known of which way.
 *
 * <p>The centre's standard deviation is 0.35 of the excess width, with a floor; the widest cells, those of a congested link,
 * get more because a queue holds up one direction for a whole cell.
 */
final class ExcessNoise {

    private static final double BELOW_NARROWEST = 0.6;
    private static final double LEAST_BELOW = 0.5;
    private static final double SPREAD_SHARE = 0.35;
    private static final double LEAST_FLOOR_MICROS = 1;

    final double[] excess;
    final double floor;
    final double below;
    private final double[] congested;

    ExcessNoise(CellSeries cells) {
        excess = new double[cells.size()];
        double narrowest = cells.narrowest();
        for (int k = 0; k < excess.length; k++) {
            excess[k] = cells.width(k);
        }
        below = Math.min(0.03 * narrowest, LEAST_BELOW + BELOW_NARROWEST * (lowQuantile(excess) - narrowest));
        double base = narrowest - below;
        for (int k = 0; k < excess.length; k++) {
            excess[k] = Math.max(cells.width(k) - base, 0);
        }
        double usual = lowQuantile(excess);
        floor = Math.max(LEAST_FLOOR_MICROS, 0.1 * usual);
        congested = new double[excess.length];
        for (int k = 0; k < excess.length; k++) {
            congested[k] = SPREAD_SHARE * Math.max(excess[k] - 5 * Math.max(usual, floor), 0);
        }
    }

    private static double lowQuantile(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (0.2 * (sorted.length - 1))];
    }

    /** {@return the variance of each cell's centre, in square microseconds, for a scale of all of them} */
    double[] variances(double scale) {
        double[] variances = new double[excess.length];
        for (int k = 0; k < variances.length; k++) {
            double spread = SPREAD_SHARE * excess[k];
            variances[k] = scale * scale * (spread * spread + floor * floor) + congested[k] * congested[k];
        }
        return variances;
    }
}
