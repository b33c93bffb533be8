// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the shape of a stream's delays is to be used between the exchanges of a stretch, by evidence, and the path if so.
 *
 * <p>It is needed where the exchanges pause for more than five minutes, and believed where the stream goes on all along and
 * {@link WitnessCheck} finds nothing against it.
 *
 * @param path the path, or nothing if the exchanges are better left alone
 * @param systematicNanos what the delay's own scatter may hide
 * @param reason why, in one line for people
 */
record StreamShape(@Nullable SmoothPath path, long systematicNanos, String reason) {

    private static final double NEEDED_SECONDS = 300;
    private static final double MISSING_END_SECONDS = 60;
    private static final int LEAST_WINDOWS = 30;

    private static StreamShape refused(String format, Object... arguments) {
        return new StreamShape(null, 0, "its shape is not used: " + String.format(Locale.ROOT, format, arguments));
    }

    /**
     * @param observations the exchanges of a stretch
     * @param arrivals the arrivals that belong to it
     * @param movedNanos what must be added to the stream's stamps to make them times of the fitted clock
     */
    static StreamShape of(Observations observations, List<Arrival> arrivals, long movedNanos) {
        double[] t = observations.seconds;
        double first = t[0];
        double last = t[t.length - 1];
        double pause = longestPause(t, first, last);
        if (pause <= NEEDED_SECONDS) {
            return refused("the exchanges never pause for more than five minutes (longest %.0f s)", pause);
        }
        StreamSamples all = StreamSamples.of(observations, arrivals, movedNanos);
        double hole = longestPause(all.seconds, first + MISSING_END_SECONDS, last - MISSING_END_SECONDS);
        if (hole > StreamSamples.LONGEST_HOLE_SECONDS) {
            return refused("the stream pauses for %.0f s, after which its delay may be another", hole);
        }
        return fit(observations, all.unbrokenAround((first + last) / 2), pause);
    }

    private static StreamShape fit(Observations observations, StreamSamples samples, double pause) {
        double drift = samples.windows(t -> 0).usualDrift();
        ArrivalWindows windows = samples.windows(t -> drift);
        if (windows.size() < LEAST_WINDOWS) {
            return refused("too few arrivals, %d windows of ten seconds", windows.size());
        }
        CellSeries cells = CellSeries.of(observations);
        double[] drifts = new double[cells.size()];
        Arrays.fill(drifts, drift);
        WitnessedPath rough = new WitnessedPath(cells.intersected(observations, drifts), windows);
        // again, with the drift within windows and cells as it turned out
        for (int k = 0; k < drifts.length; k++) {
            drifts[k] = rough.rateAt(cells.seconds[k]);
        }
        cells = cells.intersected(observations, drifts);
        WitnessedPath path = new WitnessedPath(cells, samples.windows(rough::rateAt));
        path.centre(cells);
        Optional<String> objection = WitnessCheck.objection(path, cells);
        return objection.isPresent() ? refused("%s", objection.get()) : used(path, cells.narrowest(), pause);
    }

    private static StreamShape used(WitnessedPath path, double narrowest, double pause) {
        String reason = String.format(
                Locale.ROOT,
                "its shape fills pauses of up to %.0f s between exchanges: least delays of ten seconds scatter by %.3f ms,"
                        + " drift wanders by %.4f ppm per root second; that its least delay stays the same is assumed",
                pause,
                path.windowNoise * 1e-3,
                path.wandering());
        return new StreamShape(path.path(narrowest, reason), Math.round(path.windowNoise * 1e3), reason);
    }

    /** The longest time without any of some rising times, between two instants. */
    private static double longestPause(double[] rising, double from, double to) {
        double longest = 0;
        double last = from;
        for (double at : rising) {
            if (at > from && last < to) {
                longest = Math.max(longest, Math.min(at, to) - last);
                last = at;
            }
        }
        return Math.max(longest, to - last);
    }
}
