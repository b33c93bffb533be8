// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

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

    /** Of each gap after a knot, the drift's noise in ppm² per second; the last is the usual one. */
    final double[] density;

    /** The width of the narrowest cell, in microseconds. */
    final double narrowest;

    /** What was chosen and why, for people. */
    final String evidence;

    SmoothPath(
            double[] seconds,
            double[] offset,
            double[] rate,
            double[] variance,
            double[] endRateVariance,
            double[] density,
            double narrowest,
            String evidence) {
        this.seconds = seconds;
        this.offset = offset;
        this.rate = rate;
        this.variance = variance;
        this.endRateVariance = endRateVariance;
        this.density = density;
        this.narrowest = narrowest;
        this.evidence = evidence;
    }
}
