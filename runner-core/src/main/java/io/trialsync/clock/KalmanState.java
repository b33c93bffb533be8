// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The state (offset, drift, bend) of a filter and its covariance, while measurements of the offset alone come in. In
 * microseconds, ppm and seconds. Not thread-safe.
 */
final class KalmanState {

    double offset;
    double drift;
    double bend;
    double p00;
    double p01;
    double p02;
    double p11;
    double p12;
    double p22;

    /** Begin at a first measurement, with a drift and a bend of zero that have the given variances and covariance. */
    void begin(double measured, double variance, double drifts, double together, double bends) {
        offset = measured;
        drift = 0;
        bend = 0;
        p00 = variance;
        p01 = 0;
        p02 = 0;
        p11 = drifts;
        p12 = together;
        p22 = bends;
    }

    /**
     * Take a measurement in.
     *
     * @param innovated how far it lies from the offset
     * @param spread the variance of that
     */
    void update(double innovated, double spread) {
        double gain0 = p00 / spread;
        double gain1 = p01 / spread;
        double gain2 = p02 / spread;
        offset += gain0 * innovated;
        drift += gain1 * innovated;
        bend += gain2 * innovated;
        p22 -= gain2 * p02;
        p12 -= gain2 * p01;
        p11 -= gain1 * p01;
        p02 *= 1 - gain0;
        p01 *= 1 - gain0;
        p00 *= 1 - gain0;
    }
}
