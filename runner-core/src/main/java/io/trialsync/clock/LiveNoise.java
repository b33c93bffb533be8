// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * How far the centre of each cell may be off, as {@link ExcessNoise} has it for a whole session, for the few cells that there
 * are in its first minutes.
 *
 * <p>While cells are few, the narrowest one is not yet known to be narrow, so its own excess is not known to be small: what is
 * allowed for that is a share of its width, or how far apart the best exchanges of the cells lie, whichever is less.
 */
final class LiveNoise {

    private static final double BELOW_NARROWEST = 0.6;
    private static final double LEAST_BELOW = 0.5;
    private static final double SPREAD_SHARE = 0.25;
    private static final double CONGESTED_SHARE = 0.35;
    private static final double FLOOR_SHARE = 0.1;
    private static final double LEAST_FLOOR_MICROS = 1;
    private static final double START_SHARE = 0.3;
    private static final double EDGE_SHARE = 0.7;

    final double[] excess;
    final double floor;
    private final double[] congested;

    /** @param edgeMicros how far apart the best exchanges of a cell lie */
    LiveNoise(CellSeries cells, double edgeMicros) {
        double narrowest = cells.narrowest();
        double[] widths = new double[cells.size()];
        Arrays.setAll(widths, cells::width);
        double below = Math.min(0.03 * narrowest, LEAST_BELOW + BELOW_NARROWEST * (lowQuantile(widths) - narrowest));
        double base = narrowest - below;
        excess = Arrays.stream(widths).map(width -> Math.max(width - base, 0)).toArray();
        double usual = lowQuantile(excess);
        double start = Math.min(START_SHARE * narrowest / excess.length, EDGE_SHARE * edgeMicros);
        floor = Math.max(Math.max(LEAST_FLOOR_MICROS, start), FLOOR_SHARE * usual);
        double wide = 5 * Math.max(usual, floor);
        congested = Arrays.stream(excess)
                .map(more -> CONGESTED_SHARE * Math.max(more - wide, 0))
                .toArray();
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
