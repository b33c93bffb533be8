// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** Which times and offsets are accepted, and sums of them that stop at the ends of {@code long} instead of wrapping. */
final class TimeRange {

    /**
     * The largest time or offset, either side of zero: 146 years, somewhat below 2^62 ns, so that the difference of any two
     * fits into a {@code long}, stamp resolutions included.
     */
    static final long LARGEST_NANOS = 4_600_000_000_000_000_000L;

    private TimeRange() {}

    /**
     * @param name what the value is, for the message
     * @throws IllegalArgumentException if the value is out of range
     */
    static void require(String name, long nanos) {
        if (nanos < -LARGEST_NANOS || nanos > LARGEST_NANOS) {
            throw new IllegalArgumentException(
                    name + " [" + nanos + "] is not within ±" + LARGEST_NANOS + " ns (146 years)");
        }
    }

    /**
     * The same for a point of a model, which may lie half a stamp's resolution beyond the range of its exchange.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    static void requirePoint(String name, long nanos) {
        if (nanos <= -(1L << 62) || nanos >= 1L << 62) {
            throw new IllegalArgumentException(name + " [" + nanos + "] is not within ±2^62 ns");
        }
    }

    static long add(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? end(one) : sum;
    }

    static long subtract(long one, long other) {
        long difference = one - other;
        return ((one ^ other) & (one ^ difference)) < 0 ? end(one) : difference;
    }

    /** {@return the difference as a double, exact up to 104 days and for any two values no worse than a rounding} */
    static double distance(long one, long other) {
        long difference = one - other;
        return ((one ^ other) & (one ^ difference)) < 0 ? (double) one - (double) other : difference;
    }

    /** {@return the mean, rounded down} */
    static long mean(long one, long other) {
        return (one & other) + ((one ^ other) >> 1);
    }

    /** {@return half of a length that is not negative, rounded up} */
    static long halfUp(long length) {
        return length / 2 + length % 2;
    }

    private static long end(long sign) {
        return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
