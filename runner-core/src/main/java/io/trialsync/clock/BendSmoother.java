// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Kalman filter and smoother for an offset whose drift bends: the state is (offset, drift, bend), the bend, which is how fast
 * the drift changes, an integral of white noise.
 *
 * <p>So runs the drift of a device that warms up, or whose room is aired: smoothly, where a wandering drift has a kink at every
 * instant. F = [1 dt dt²/2; 0 1 dt; 0 0 1], noise r²·[dt⁵/20 dt⁴/8 dt³/6; · dt³/3 dt²/2; · · dt], measured is the offset
 * alone. Smoothed back by scores and their information (de Jong 1989), which takes no inverse. Microseconds, ppm and seconds
 * keep all numbers near one. Not thread-safe: used again by each call.
 */
final class BendSmoother {

    /** How fast a drift may change at first: a warm-up by 45 ppm with a quarter of an hour as its time constant. */
    private static final double BEND_SPREAD = 0.05;

    private static final double DRIFT_SPREAD_PPM = 200;
    /** What the noise of a bend may be, in ppm per second per root second, about half a decade apart. */
    static final double[] NOISES = {1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3};

    /** What the drift of any crystal wanders beside its bend, in ppm per root second. */
    private static final double WANDERING = 1e-4;
    /** An innovation counts at most as one of three standard deviations. */
    private static final double LARGEST_SURPRISE = 9;
    /** From five standard deviations on, the state is taken to have moved. */
    private static final double MOVED = 25;

    private static final double LARGE_PRODUCT = 1e100;

    private static final int STATE_AND_VARIANCE = 9;

    private final double[] seconds;
    /** Each cell's state as the cells before it lead to expect, and how far the measurement lies from it. */
    private final double[][] expected;

    private final double[] innovation;
    private final double[] spread;
    private double bendNoise;

    private final KalmanState state = new KalmanState();

    /** @param seconds the times of the cells, rising */
    BendSmoother(double[] seconds) {
        this.seconds = seconds;
        expected = new double[seconds.length][STATE_AND_VARIANCE];
        innovation = new double[seconds.length];
        spread = new double[seconds.length];
    }

    /**
     * {@return the logarithm of the likelihood of measurements, made robust against outliers as that of {@link RateSmoother}}
     *
     * @param noise of the bend, in ppm per second per root second
     */
    double logLikelihood(double[] measured, double[] variance, double noise) {
        bendNoise = noise;
        begin(measured[0], variance[0]);
        double surprises = 0;
        double logSpreads = 0;
        double spreads = 1;
        for (int k = 1; k < seconds.length; k++) {
            predict(seconds[k] - seconds[k - 1]);
            double innovated = measured[k] - state.offset;
            double wide = state.p00 + variance[k];
            double surprise = innovated * innovated / wide;
            surprises += Math.min(surprise, LARGEST_SURPRISE);
            // one logarithm for many factors
            spreads *= wide;
            if (spreads > LARGE_PRODUCT || spreads < 1 / LARGE_PRODUCT) {
                logSpreads += Math.log(spreads);
                spreads = 1;
            }
            if (surprise > MOVED) {
                loosen(surprise / LARGEST_SURPRISE);
            }
            state.update(innovated, state.p00 + variance[k]);
        }
        return -0.5 * (surprises + logSpreads + Math.log(spreads));
    }

    private void begin(double measured, double variance) {
        state.begin(measured, variance, DRIFT_SPREAD_PPM * DRIFT_SPREAD_PPM, 0, BEND_SPREAD * BEND_SPREAD);
    }

    private void predict(double dt) {
        double half = dt * dt / 2;
        state.offset += dt * state.drift + half * state.bend;
        state.drift += dt * state.bend;
        double a01 = state.p01 + dt * state.p11 + half * state.p12;
        double a02 = state.p02 + dt * state.p12 + half * state.p22;
        double a12 = state.p12 + dt * state.p22;
        double wandered = WANDERING * WANDERING * dt;
        double bent = bendNoise * bendNoise * dt;
        state.p00 +=
                dt * (state.p01 + a01) + half * (state.p02 + a02) + wandered * dt * dt / 3 + bent * half * half / 5;
        state.p01 = a01 + dt * a02 + wandered * dt / 2 + bent * half * dt / 4;
        state.p02 = a02 + bent * half / 3;
        state.p11 += dt * (state.p12 + a12) + wandered + bent * dt * dt / 3;
        state.p12 = a12 + bent * dt / 2;
        state.p22 += bent;
    }

    private void loosen(double times) {
        state.p00 *= times;
        state.p01 *= times;
        state.p02 *= times;
        state.p11 *= times;
        state.p12 *= times;
        state.p22 *= times;
    }

    /** Fill what another smoother holds, of two states, with the path by this one and a noise of the bend. */
    void smooth(double[] measured, double[] variance, double noise, RateSmoother target) {
        bendNoise = noise;
        begin(measured[0], variance[0]);
        remember(0);
        for (int k = 1; k < seconds.length; k++) {
            predict(seconds[k] - seconds[k - 1]);
            remember(k);
            innovation[k] = measured[k] - state.offset;
            spread[k] = state.p00 + variance[k];
            state.update(innovation[k], spread[k]);
        }
        Score score = new Score();
        for (int k = seconds.length - 1; k > 0; k--) {
            score.passMeasurement(expected[k], innovation[k], spread[k]);
            score.fill(target, k, expected[k]);
            score.passGap(seconds[k] - seconds[k - 1]);
        }
        // the first measurement is where the state began
        score.fill(target, 0, expected[0]);
    }

    private void remember(int k) {
        double[] at = expected[k];
        at[0] = state.offset;
        at[1] = state.drift;
        at[2] = state.bend;
        at[3] = state.p00;
        at[4] = state.p01;
        at[5] = state.p02;
        at[6] = state.p11;
        at[7] = state.p12;
        at[8] = state.p22;
    }

    /** What all later measurements say of a state: the score r and its information N. */
    private static final class Score {
        private double r0;
        private double r1;
        private double r2;
        private double n00;
        private double n01;
        private double n02;
        private double n11;
        private double n12;
        private double n22;

        /** Back over a measurement: r = (1, 0, 0)·v/S + L'r, N = (1, 0, 0)'(1, 0, 0)/S + L'NL, L = I − K(1, 0, 0). */
        void passMeasurement(double[] state, double innovated, double wide) {
            double gain0 = state[3] / wide;
            double gain1 = state[4] / wide;
            double gain2 = state[5] / wide;
            double kn0 = gain0 * n00 + gain1 * n01 + gain2 * n02;
            double kn1 = gain0 * n01 + gain1 * n11 + gain2 * n12;
            double kn2 = gain0 * n02 + gain1 * n12 + gain2 * n22;
            r0 += innovated / wide - gain0 * r0 - gain1 * r1 - gain2 * r2;
            n00 += 1 / wide - 2 * kn0 + gain0 * kn0 + gain1 * kn1 + gain2 * kn2;
            n01 -= kn1;
            n02 -= kn2;
        }

        /** Back over a gap: r = F'r, N = F'NF. */
        void passGap(double dt) {
            double half = dt * dt / 2;
            r2 += dt * r1 + half * r0;
            r1 += dt * r0;
            double a01 = n01 + dt * n00;
            double a02 = n02 + dt * n01 + half * n00;
            double a12 = n12 + dt * n11 + half * n01;
            n22 += dt * (n12 + a12) + half * (n02 + a02);
            n12 = a12 + dt * a02;
            n11 += dt * (n01 + a01);
            n02 = a02;
            n01 = a01;
        }

        /** State x + Pr, variance P − PNP, of the offset and the drift. */
        void fill(RateSmoother target, int k, double[] s) {
            target.offset[k] = s[0] + s[3] * r0 + s[4] * r1 + s[5] * r2;
            target.rate[k] = s[1] + s[4] * r0 + s[6] * r1 + s[7] * r2;
            double a0 = n00 * s[3] + n01 * s[4] + n02 * s[5];
            double a1 = n01 * s[3] + n11 * s[4] + n12 * s[5];
            double a2 = n02 * s[3] + n12 * s[4] + n22 * s[5];
            double b0 = n00 * s[4] + n01 * s[6] + n02 * s[7];
            double b1 = n01 * s[4] + n11 * s[6] + n12 * s[7];
            double b2 = n02 * s[4] + n12 * s[6] + n22 * s[7];
            target.offsetVariance[k] = s[3] - s[3] * a0 - s[4] * a1 - s[5] * a2;
            target.covariance[k] = s[4] - s[4] * a0 - s[6] * a1 - s[7] * a2;
            target.rateVariance[k] = s[6] - s[4] * b0 - s[6] * b1 - s[7] * b2;
        }
    }
}
