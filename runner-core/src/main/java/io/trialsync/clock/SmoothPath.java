// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * An offset fitted to a stretch, relative to the anchors of its {@link Observations}: microseconds, ppm and seconds. Its arrays
 * are never changed after it was made.
 */
final class SmoothPath {

    /** The device times of the knots, rising. */
    final double[] seconds;

    /** The offset at each knot, in microseconds. */
    final double[] offset;

    /** The drift at each knot, in ppm. */
    final double[] rate;

    /** The variance of each offset, in square microseconds. */
    final double[] variance;

    /** The variance of the drift at the first and the last knot, in square ppm. */
    final double[] endRateVariance;

    /** What may have happened in each gap after a knot. */
    final GapNoise gaps;

    /** The width of the narrowest cell, in microseconds. */
    final double narrowest;

    /** Where a step may hide. */
    final List<UnprovenSteps.Run> unproven;

    /** What was chosen and why, for people. */
    final String evidence;

    SmoothPath(
            double[] seconds,
            double[] offset,
            double[] rate,
            double[] variance,
            double[] endRateVariance,
            GapNoise gaps,
            double narrowest,
            List<UnprovenSteps.Run> unproven,
            String evidence) {
        this.seconds = seconds;
        this.offset = offset;
        this.rate = rate;
        this.variance = variance;
        this.endRateVariance = endRateVariance;
        this.gaps = gaps;
        this.narrowest = narrowest;
        this.unproven = List.copyOf(unproven);
        this.evidence = evidence;
    }

    /** {@return by how much the offset may have changed at once before or after, around a time, in microseconds} */
    double hidden(double at) {
        double hidden = 0;
        for (UnprovenSteps.Run run : unproven) {
            hidden += run.atOnce() && run.contains(at) ? Math.abs(run.micros()) : 0;
        }
        return hidden;
    }
}
