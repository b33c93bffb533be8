// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Evidence for a drift that never changed: the straight line of largest margin lies within the noise of the smoothed path, and
 * leaves as much room between all cells' limits as the path does. Bending then gains nothing.
 *
 * <p>The room is the sharper test of the two: a bend of a few microseconds costs a line that much of its margin, however noisy
 * the centres are.
 */
final class ConstantDrift {

    private static final double MOST_DEVIATION = 0.5;
    private static final double MOST_ROOM_LOST = 1;

    private ConstantDrift() {}

    static boolean isEvident(CellSeries cells, RateSmoother path, ExcessNoise noise, double largestDriftPpm) {
        MaxMarginLine line = MaxMarginLine.of(cells.seconds, cells.earliest, cells.latest, largestDriftPpm);
        double deviations = 0;
        double before = Double.POSITIVE_INFINITY;
        double after = Double.POSITIVE_INFINITY;
        for (int k = 0; k < cells.size(); k++) {
            double apart = path.offset[k] - line.offset() - line.drift() * cells.seconds[k];
            deviations += apart * apart / path.offsetVariance[k];
            before = Math.min(before, path.offset[k] - cells.earliest[k]);
            after = Math.min(after, cells.latest[k] - path.offset[k]);
        }
        double lost = before + after - 2 * line.margin();
        return deviations < MOST_DEVIATION * cells.size() && lost < MOST_ROOM_LOST * noise.floor;
    }
}
