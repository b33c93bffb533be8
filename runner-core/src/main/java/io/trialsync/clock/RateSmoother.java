// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Kalman filter and Rauch–Tung–Striebel smoother for an offset whose drift wanders: the state is (offset, drift), the drift
 * an integral of white noise whose density is given for each gap between two cells.
 *
 * <p>Transition F = [1 dt; 0 1], noise Q·[dt³/3 dt²/2; dt²/2 dt], measured is the offset alone. Microseconds, ppm and seconds
 * keep all numbers near one. Not thread-safe: the arrays are used again by each call.
 */
final class RateSmoother {

    /** What is taken as known of the drift before anything is measured: some crystal. */
    private static final double DRIFT_SPREAD_PPM = 200;
    /** An innovation counts at most as one of three standard deviations. */
    private static final double LARGEST_SURPRISE = 9;
    /** The same where a path that leaves the measurements is to pay: less, and a slew of three cells could be passed over. */
    private static final double LARGEST_SURPRISE_OF_A_PATH = 36;
    /** From five standard deviations on, the state is taken to have moved. */
    private static final double MOVED = 25;

    /** Within a longer gap a warm-up could come and go. */
    private static final double LONGEST_GAP_SECONDS = 300;

    private static final double LARGE_PRODUCT = 1e100;

    private final double[] seconds;
    private final double[] unshifted;
    final double[] offset;
    final double[] rate;
    final double[] offsetVariance;
    final double[] covariance;
    final double[] rateVariance;
    private final double[] predictedOffset;
    private final double[] predictedRate;
    private final double[] predictedOffsetVariance;
    private final double[] predictedCovariance;
    private final double[] predictedRateVariance;

    /** @param seconds the times of the cells, rising */
    RateSmoother(double[] seconds) {
        int size = seconds.length;
        this.seconds = seconds;
        unshifted = new double[size];
        offset = new double[size];
        rate = new double[size];
        offsetVariance = new double[size];
        covariance = new double[size];
        rateVariance = new double[size];
        predictedOffset = new double[size];
        predictedRate = new double[size];
        predictedOffsetVariance = new double[size];
        predictedCovariance = new double[size];
        predictedRateVariance = new double[size];
    }

    /**
     * {@return the logarithm of the likelihood of the measurements, made robust against outliers}
     *
     * @param yields whether a large surprise also loosens the state, as if the offset had jumped; otherwise a path that
     *     leaves the measurements pays for each of them
     * @param density of each gap, the drift's noise in ppm² per second
     */
    double logLikelihood(double[] measured, double[] variance, double[] density, boolean yields) {
        return filter(measured, variance, new GapNoise(density, unshifted), yields, 0, seconds.length);
    }

    /** {@return the same, with offsets that may change at once within gaps} */
    double logLikelihood(double[] measured, double[] variance, GapNoise gaps, boolean yields) {
        return filter(measured, variance, gaps, yields, 0, seconds.length);
    }

    /**
     * {@return the same for a part of the series by itself}
     *
     * @param from the first cell
     * @param to the one after the last
     */
    double logLikelihood(double[] measured, double[] variance, GapNoise gaps, int from, int to) {
        return filter(measured, variance, gaps, false, from, to);
    }

    /** {@return whether no gap is so long that a warm-up could come and go within it} */
    boolean isDense() {
        for (int k = 1; k < seconds.length; k++) {
            if (seconds[k] - seconds[k - 1] > LONGEST_GAP_SECONDS) {
                return false;
            }
        }
        return true;
    }

    /** Fill {@link #offset}, {@link #rate} and their variances with the smoothed values. */
    void smooth(double[] measured, double[] variance, double[] density) {
        filter(measured, variance, new GapNoise(density, unshifted), false, 0, seconds.length);
        smoothBack();
    }

    /** The same, with offsets that may change at once within gaps. */
    void smooth(double[] measured, double[] variance, GapNoise gaps) {
        filter(measured, variance, gaps, false, 0, seconds.length);
        smoothBack();
    }

    private void smoothBack() {
        for (int k = seconds.length - 2; k >= 0; k--) {
            smoothBack(k);
        }
    }

    private double filter(double[] measured, double[] variance, GapNoise gaps, boolean yields, int from, int to) {
        double[] density = gaps.density();
        double[] shift = gaps.shift();
        double x = measured[from];
        double v = 0;
        double p00 = variance[from];
        double p01 = 0;
        double p11 = DRIFT_SPREAD_PPM * DRIFT_SPREAD_PPM;
        store(from, x, v, p00, p01, p11);
        double likelihood = 0;
        double spreads = 1;
        double largest = yields ? LARGEST_SURPRISE : LARGEST_SURPRISE_OF_A_PATH;
        for (int k = from + 1; k < to; k++) {
            double dt = seconds[k] - seconds[k - 1];
            double noise = density[k - 1] * dt;
            x += v * dt;
            p00 += dt * (2 * p01 + dt * p11) + noise * dt * dt / 3 + shift[k - 1];
            p01 += dt * p11 + noise * dt / 2;
            p11 += noise;
            predictedOffset[k] = x;
            predictedRate[k] = v;
            predictedOffsetVariance[k] = p00;
            predictedCovariance[k] = p01;
            predictedRateVariance[k] = p11;
            double innovation = measured[k] - x;
            double spread = p00 + variance[k];
            double surprise = innovation * innovation / spread;
            likelihood -= 0.5 * Math.min(surprise, largest);
            // one logarithm for many factors
            spreads *= spread;
            if (spreads > LARGE_PRODUCT || spreads < 1 / LARGE_PRODUCT) {
                likelihood -= 0.5 * Math.log(spreads);
                spreads = 1;
            }
            if (yields && surprise > MOVED) {
                double more = surprise / LARGEST_SURPRISE;
                p00 *= more;
                p01 *= more;
                p11 *= more;
                spread = p00 + variance[k];
            }
            double gain0 = p00 / spread;
            double gain1 = p01 / spread;
            x += gain0 * innovation;
            v += gain1 * innovation;
            p11 -= gain1 * p01;
            p01 *= 1 - gain0;
            p00 *= 1 - gain0;
            store(k, x, v, p00, p01, p11);
        }
        return likelihood - 0.5 * Math.log(spreads);
    }

    private void store(int k, double x, double v, double p00, double p01, double p11) {
        offset[k] = x;
        rate[k] = v;
        offsetVariance[k] = p00;
        covariance[k] = p01;
        rateVariance[k] = p11;
    }

    /**
     * Find the gap in which a change of the offset, with the drift the same before and after, would explain most.
     *
     * <p>One pass back over what the filter left: with the score r and its information N (de Jong and Penzer 1998), the change
     * in gap k is best taken as r/N, and the log-likelihood gains r²/2N.
     */
    LikelyShift likeliestShift(double[] measured, double[] variance, GapNoise gaps) {
        filter(measured, variance, gaps, false, 0, seconds.length);
        LikelyShift best = new LikelyShift(0, 0, 0);
        double r0 = 0;
        double r1 = 0;
        double n00 = 0;
        double n01 = 0;
        double n11 = 0;
        for (int k = seconds.length - 1; k > 0; k--) {
            double dt = k + 1 < seconds.length ? seconds[k + 1] - seconds[k] : 0;
            // back over the gap after k
            r1 += dt * r0;
            n11 += dt * (2 * n01 + dt * n00);
            n01 += dt * n00;
            // back over the measurement at k
            double spread = predictedOffsetVariance[k] + variance[k];
            double gain0 = predictedOffsetVariance[k] / spread;
            double gain1 = predictedCovariance[k] / spread;
            r0 += (measured[k] - predictedOffset[k]) / spread - gain0 * r0 - gain1 * r1;
            double kept = 1 - gain0;
            n00 = kept * kept * n00 - 2 * kept * gain1 * n01 + gain1 * gain1 * n11 + 1 / spread;
            n01 = kept * n01 - gain1 * n11;
            double gained = r0 * r0 / (2 * n00);
            if (gained > best.gain()) {
                best = new LikelyShift(k - 1, r0 / n00, gained);
            }
        }
        return best;
    }

    /**
     * A change of the offset within a gap.
     *
     * @param gap which gap, by the cell before it
     * @param micros by how much the offset changed beyond what the drift makes of it, in microseconds
     * @param gain of the log-likelihood
     */
    record LikelyShift(int gap, double micros, double gain) {}

    /** Gain C = P F' P⁻¹ of the prediction; x += C (x next − predicted), P += C (P next − predicted) C'. */
    private void smoothBack(int k) {
        int next = k + 1;
        double dt = seconds[next] - seconds[k];
        double q00 = predictedOffsetVariance[next];
        double q01 = predictedCovariance[next];
        double q11 = predictedRateVariance[next];
        double det = q00 * q11 - q01 * q01;
        if (!(det > 0)) {
            return;
        }
        double a00 = offsetVariance[k] + dt * covariance[k];
        double a10 = covariance[k] + dt * rateVariance[k];
        double c00 = (a00 * q11 - covariance[k] * q01) / det;
        double c01 = (covariance[k] * q00 - a00 * q01) / det;
        double c10 = (a10 * q11 - rateVariance[k] * q01) / det;
        double c11 = (rateVariance[k] * q00 - a10 * q01) / det;
        double x = offset[next] - predictedOffset[next];
        double v = rate[next] - predictedRate[next];
        double d00 = offsetVariance[next] - q00;
        double d01 = covariance[next] - q01;
        double d11 = rateVariance[next] - q11;
        offset[k] += c00 * x + c01 * v;
        rate[k] += c10 * x + c11 * v;
        offsetVariance[k] += c00 * (c00 * d00 + c01 * d01) + c01 * (c00 * d01 + c01 * d11);
        covariance[k] += c10 * (c00 * d00 + c01 * d01) + c11 * (c00 * d01 + c01 * d11);
        rateVariance[k] += c10 * (c10 * d00 + c11 * d01) + c11 * (c10 * d01 + c11 * d11);
    }
}
