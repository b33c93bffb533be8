// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * How far the centre of a cell may be off: the wider the cell is beyond the narrowest one, the more its exchanges waited
 * somewhere, and the less is known of which way.
 *
 * <p>The centre's standard deviation is 0.35 of the excess width, with a floor; the widest cells, those of a congested link,
 * get more because a queue holds up one direction for a whole cell.
 *
 * <p>During a session cells are few at first, and the narrowest one is not yet known to be narrow, so its own excess is not known
 * to be small: the floor is then a share of its width, or how far apart the best exchanges of the cells lie, whichever is less.
 */
final class ExcessNoise {

    private static final double BELOW_NARROWEST = 0.6;
    private static final double LEAST_BELOW = 0.5;
    private static final double SPREAD_SHARE = 0.35;
    private static final double LIVE_SPREAD_SHARE = 0.25;
    private static final double CONGESTED_SHARE = 0.35;
    private static final double START_SHARE = 0.3;
    private static final double EDGE_SHARE = 0.7;
    private static final double LEAST_FLOOR_MICROS = 1;

    final double[] excess;
    final double floor;
    final double below;
    private final double spreadShare;
    private final double[] congested;

    /** {@return the noise of the cells of a whole session} */
    static ExcessNoise of(CellSeries cells) {
        return new ExcessNoise(cells, SPREAD_SHARE, LEAST_FLOOR_MICROS);
    }

    /**
     * {@return the noise of the cells that there are so far}
     *
     * @param edgeMicros how far apart the best exchanges of a cell lie
     */
    static ExcessNoise soFar(CellSeries cells, double edgeMicros) {
        double start = Math.min(START_SHARE * cells.narrowest() / cells.size(), EDGE_SHARE * edgeMicros);
        return new ExcessNoise(cells, LIVE_SPREAD_SHARE, Math.max(LEAST_FLOOR_MICROS, start));
    }

    private ExcessNoise(CellSeries cells, double spreadShare, double leastFloor) {
        this.spreadShare = spreadShare;
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
        floor = Math.max(leastFloor, 0.1 * usual);
        congested = new double[excess.length];
        for (int k = 0; k < excess.length; k++) {
            congested[k] = CONGESTED_SHARE * Math.max(excess[k] - 5 * Math.max(usual, floor), 0);
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
            double spread = spreadShare * excess[k];
            variances[k] = scale * scale * (spread * spread + floor * floor) + congested[k] * congested[k];
        }
        return variances;
    }
}
