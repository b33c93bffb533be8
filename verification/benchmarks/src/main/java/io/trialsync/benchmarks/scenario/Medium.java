// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.SplittableRandom;

/** What a message travels through, in one direction: a constant base delay and what comes on top of it. */
enum Medium {
    USB(0.10) {
        @Override
        double jitterMillis(SplittableRandom random) {
            double jitter = random.nextExponential() * 0.05;
            return random.nextDouble() < 0.01 ? jitter + random.nextExponential() * 2 : jitter;
        }
    },
    WIFI(1.2) {
        @Override
        double jitterMillis(SplittableRandom random) {
            double jitter = logNormal(random, 0.8, 0.9);
            return random.nextDouble() < 0.005 ? jitter + random.nextDouble(100) : jitter;
        }
    },
    /** Without the congestion, which {@link Congestion} adds. */
    BAD_WIFI(1.5) {
        @Override
        double jitterMillis(SplittableRandom random) {
            return logNormal(random, 4, 1.2);
        }
    };

    private final double baseMillis;

    Medium(double baseMillis) {
        this.baseMillis = baseMillis;
    }

    double baseMillis() {
        return baseMillis;
    }

    abstract double jitterMillis(SplittableRandom random);

    private static double logNormal(SplittableRandom random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }
}
