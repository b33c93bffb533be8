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

    private static final double LARGE_PRODUCT = 1e100;

    private final double[] seconds;
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
        return filter(measured, variance, density, yields);
    }

    /** Fill {@link #offset}, {@link #rate} and their variances with the smoothed values. */
    void smooth(double[] measured, double[] variance, double[] density) {
        filter(measured, variance, density, false);
        for (int k = seconds.length - 2; k >= 0; k--) {
            smoothBack(k);
        }
    }

    private double filter(double[] measured, double[] variance, double[] density, boolean yields) {
        double x = measured[0];
        double v = 0;
        double p00 = variance[0];
        double p01 = 0;
        double p11 = DRIFT_SPREAD_PPM * DRIFT_SPREAD_PPM;
        store(0, x, v, p00, p01, p11);
        double likelihood = 0;
        double spreads = 1;
        double largest = yields ? LARGEST_SURPRISE : LARGEST_SURPRISE_OF_A_PATH;
        for (int k = 1; k < seconds.length; k++) {
            double dt = seconds[k] - seconds[k - 1];
            double noise = density[k - 1] * dt;
            x += v * dt;
            p00 += dt * (2 * p01 + dt * p11) + noise * dt * dt / 3;
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
