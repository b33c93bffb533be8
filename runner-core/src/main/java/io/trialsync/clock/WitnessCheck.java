// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a stream tells of the clock and of nothing else: what speaks against a path that it helped to draw.
 *
 * <p>Queues make windows late for a while and never early. A slew or a shift of the stream's delay leaves windows on both sides
 * of any smooth path, and a delay that creeps leads the path out of what some cell of exchanges allows.
 */
final class WitnessCheck {

    private static final double STANDS_OUT = 6;
    private static final double MOST_LATE = 0.25;
    private static final int LONGEST_LATE = 6;
    private static final double DEVIATIONS = 3;
    private static final double ROUNDING_MICROS = 1;

    private final WitnessedPath path;
    private int windows;
    private int late;
    private int longestLate;
    private double earliest;

    private WitnessCheck(WitnessedPath path) {
        this.path = path;
        int lateNow = 0;
        for (int k = 0; k < path.size(); k++) {
            if (path.isWindow[k]) {
                windows++;
                boolean isLate = path.lateness[k] > STANDS_OUT * path.windowNoise;
                late += isLate ? 1 : 0;
                lateNow = isLate ? lateNow + 1 : 0;
                longestLate = Math.max(longestLate, lateNow);
                earliest = Math.max(earliest, -path.lateness[k]);
            }
        }
    }

    /** {@return what speaks against a path, in a few words, or nothing} */
    static Optional<String> objection(WitnessedPath path, CellSeries cells) {
        return path.isFinite()
                ? new WitnessCheck(path).objection(excluded(path, cells))
                : objection("it makes no sense");
    }

    private Optional<String> objection(double excludedMicros) {
        if (earliest > STANDS_OUT * path.windowNoise) {
            return objection(
                    "no smooth drift with one least delay explains it, samples came up to %.3f ms too early (a slew, or a"
                            + " change of the stream's delay)",
                    earliest * 1e-3);
        }
        if (longestLate >= LONGEST_LATE || late > MOST_LATE * windows) {
            return objection(
                    "no smooth drift with one least delay explains it, samples came late for up to %d s at a time (a slew, a"
                            + " change of the stream's delay, or a long queue)",
                    longestLate * (long) ArrivalWindows.WINDOW_SECONDS);
        }
        return excludedMicros > 0
                ? objection("the exchanges exclude it by %.3f ms", excludedMicros * 1e-3)
                : Optional.empty();
    }

    private static Optional<String> objection(String format, Object... arguments) {
        return Optional.of(String.format(Locale.ROOT, format, arguments));
    }

    /** How far the path lies outside what a cell allows, beyond what its own noise explains. */
    private static double excluded(WitnessedPath path, CellSeries cells) {
        double excluded = 0;
        int cell = 0;
        for (int k = 0; k < path.size(); k++) {
            if (!path.isWindow[k]) {
                double outside = Math.max(cells.earliest[cell] - path.offset[k], path.offset[k] - cells.latest[cell]);
                double noise = DEVIATIONS * Math.sqrt(path.offsetVariance[k]) + ROUNDING_MICROS;
                excluded = Math.max(excluded, outside - noise);
                cell++;
            }
        }
        return excluded;
    }
}
