// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The textbook smoother: offset and rate as two states, every mid-point with a variance after its excess round trip time, a fixed
 * process noise of 0.01 ppm/√s, forward by Kalman, back by Rauch, Tung and Striebel.
 */
final class KalmanSmoother implements Peer {

    private static final double NOISE_PPM = 0.01;
    private static final double RATE_PPM = 200;
    private static final double LEAST_SIGMA_MICROS = 0.1;
    /** Standard deviation of a uniform distribution, over its width. */
    private static final double UNIFORM = Math.sqrt(1 / 12.0);

    private static final double UNKNOWN_MICROS = 1e6;

    @Override
    public String name() {
        return "kfRTS";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        return new Pass(samples).smoothed();
    }

    /** State (x, v) with covariance (p, c, r), before and after each measurement. */
    private static final class Pass {
        private final Samples samples;
        private final int size;
        private final double[][] predicted;
        private final double[][] filtered;

        Pass(Samples samples) {
            this.samples = samples;
            this.size = samples.size();
            this.predicted = new double[size][];
            this.filtered = new double[size][];
            double least = roundTrips().min().orElseThrow();
            double floor = Math.max(LEAST_SIGMA_MICROS, UNIFORM * (Quantiles.quantile(roundTrips(), 0.1) - least));
            double[] state = {samples.middle(0), 0, UNKNOWN_MICROS * UNKNOWN_MICROS, 0, RATE_PPM * RATE_PPM};
            for (int i = 0; i < size; i++) {
                predicted[i] = i == 0 ? state : predict(filtered[i - 1], gapBefore(i));
                filtered[i] = update(
                        predicted[i],
                        samples.middle(i),
                        floor * floor + Math.pow(UNIFORM * (samples.roundTrip(i) - least), 2));
            }
        }

        private DoubleStream roundTrips() {
            return IntStream.range(0, size).mapToDouble(samples::roundTrip);
        }

        private double gapBefore(int index) {
            return Math.max(0, samples.seconds(index) - samples.seconds(index - 1));
        }

        private static double[] predict(double[] s, double gap) {
            double q = NOISE_PPM * NOISE_PPM;
            return new double[] {
                s[0] + gap * s[1],
                s[1],
                s[2] + 2 * gap * s[3] + gap * gap * s[4] + q * gap * gap * gap / 3,
                s[3] + gap * s[4] + q * gap * gap / 2,
                s[4] + q * gap
            };
        }

        private static double[] update(double[] s, double middle, double variance) {
            double total = s[2] + variance;
            double gain = s[2] / total;
            double rateGain = s[3] / total;
            double innovation = middle - s[0];
            return new double[] {
                s[0] + gain * innovation,
                s[1] + rateGain * innovation,
                s[2] - gain * s[2],
                s[3] - gain * s[3],
                s[4] - rateGain * s[3]
            };
        }

        OffsetFunction smoothed() {
            double[] offset = new double[size];
            double[] rate = new double[size];
            offset[size - 1] = filtered[size - 1][0];
            rate[size - 1] = filtered[size - 1][1];
            for (int i = size - 2; i >= 0; i--) {
                back(i, offset, rate);
            }
            return new HermiteCurve(samples, offset, rate);
        }

        /** Adds G·(smoothed − predicted), with G = P·Fᵀ·P⁻ of the next sample. */
        private void back(int i, double[] offset, double[] rate) {
            double[] f = filtered[i];
            double[] p = predicted[i + 1];
            double gap = gapBefore(i + 1);
            double determinant = p[2] * p[4] - p[3] * p[3];
            double dx = offset[i + 1] - p[0];
            double dv = rate[i + 1] - p[1];
            double a = (p[4] * dx - p[3] * dv) / determinant;
            double b = (p[2] * dv - p[3] * dx) / determinant;
            offset[i] = f[0] + (f[2] + gap * f[3]) * a + f[3] * b;
            rate[i] = f[1] + (f[3] + gap * f[4]) * a + f[4] * b;
        }
    }
}
