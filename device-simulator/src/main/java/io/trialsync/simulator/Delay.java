// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.random.RandomGenerator;

/**
 * The distribution of the delays in one direction of a link.
 *
 * <p>Written {@code 400ms}, {@code 3ms..20ms} (uniform), {@code 1200us+exp(50us)} (least and mean of the rest) or
 * {@code 1200us+lognormal(800us,0.9)} (least, median of the rest, sigma). The shapes are those of the project's study of
 * estimators. No draw is longer than {@link #LONGEST_NANOS}. Immutable and thread-safe.
 */
public sealed interface Delay {

    /** No delay is longer than this, in nanoseconds: one minute. */
    long LONGEST_NANOS = 60_000_000_000L;

    /**
     * {@return a delay, in nanoseconds, from zero to {@link #LONGEST_NANOS}}
     *
     * @param random where the chance comes from; the draw depends on nothing else
     */
    long drawNanos(RandomGenerator random);

    /**
     * Parse a delay.
     *
     * @param text one of the forms above
     * @return the delay; its {@code toString()} gives the same distribution again
     * @throws IllegalArgumentException if it is none of the forms or out of range
     */
    static Delay parse(String text) {
        return DelayText.parse(text);
    }

    /**
     * Always the same.
     *
     * @param nanos the delay, in nanoseconds
     */
    record Constant(long nanos) implements Delay {
        /** @throws IllegalArgumentException if it is out of range */
        public Constant {
            requireDelay(nanos);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return nanos;
        }

        @Override
        public String toString() {
            return SpecText.duration(nanos);
        }
    }

    /**
     * Any delay of a range, each as likely as the other.
     *
     * @param leastNanos the shortest, in nanoseconds
     * @param mostNanos the longest, in nanoseconds
     */
    record Uniform(long leastNanos, long mostNanos) implements Delay {
        /** @throws IllegalArgumentException if the range is empty or out of range */
        public Uniform {
            requireDelay(leastNanos);
            requireDelay(mostNanos);
            if (leastNanos > mostNanos) {
                throw new IllegalArgumentException("a delay from [" + SpecText.duration(leastNanos) + "] to ["
                        + SpecText.duration(mostNanos) + "] is not possible; write the shorter one first");
            }
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return random.nextLong(leastNanos, mostNanos + 1);
        }

        @Override
        public String toString() {
            return SpecText.duration(leastNanos) + ".." + SpecText.duration(mostNanos);
        }
    }

    /**
     * A least delay and an exponential rest.
     *
     * @param leastNanos the shortest, in nanoseconds
     * @param meanNanos the mean of the rest, in nanoseconds
     */
    record Exponential(long leastNanos, long meanNanos) implements Delay {
        /** @throws IllegalArgumentException if one is out of range */
        public Exponential {
            requireDelay(leastNanos);
            requireDelay(meanNanos);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return capped(leastNanos + meanNanos * random.nextExponential());
        }

        @Override
        public String toString() {
            return SpecText.duration(leastNanos) + "+exp(" + SpecText.duration(meanNanos) + ")";
        }
    }

    /**
     * A least delay and a rest whose logarithm is normal.
     *
     * @param leastNanos the shortest, in nanoseconds
     * @param medianNanos the median of the rest, in nanoseconds
     * @param sigma the standard deviation of the logarithm of the rest, from 0 to 5
     */
    record LogNormal(long leastNanos, long medianNanos, double sigma) implements Delay {
        /** @throws IllegalArgumentException if one is out of range */
        public LogNormal {
            requireDelay(leastNanos);
            requireDelay(medianNanos);
            if (!(sigma >= 0 && sigma <= LARGEST_SIGMA)) {
                throw new IllegalArgumentException(
                        "a sigma of [" + sigma + "] is not within 0 to " + SpecText.number(LARGEST_SIGMA));
            }
        }

        private static final double LARGEST_SIGMA = 5;

        @Override
        public long drawNanos(RandomGenerator random) {
            return capped(leastNanos + medianNanos * Math.exp(sigma * random.nextGaussian()));
        }

        @Override
        public String toString() {
            return SpecText.duration(leastNanos) + "+lognormal(" + SpecText.duration(medianNanos) + ","
                    + SpecText.number(sigma) + ")";
        }
    }

    private static void requireDelay(long nanos) {
        if (nanos < 0 || nanos > LONGEST_NANOS) {
            throw new IllegalArgumentException("a delay of [" + SpecText.duration(nanos) + "] is not within 0ns to "
                    + SpecText.duration(LONGEST_NANOS));
        }
    }

    private static long capped(double nanos) {
        return Math.min(LONGEST_NANOS, Math.round(nanos));
    }
}
