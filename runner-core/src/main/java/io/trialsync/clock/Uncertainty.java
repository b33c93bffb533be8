// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The uncertainty of a converted time: a half-width, in nanoseconds, that covers at least 95 %.
 *
 * <p>The random part alone says how well a repetition would agree, not how wrong the value can be: it is never shown by
 * itself.
 *
 * @param randomNanos the random part (95 % repeatability), in nanoseconds, not negative
 * @param systematicNanos the systematic part (link asymmetry, stamp resolution), in nanoseconds, not negative
 */
public record Uncertainty(long randomNanos, long systematicNanos) {

    /** @throws IllegalArgumentException if a part is negative */
    public Uncertainty {
        if (randomNanos < 0 || systematicNanos < 0) {
            throw new IllegalArgumentException("an uncertainty is not negative: random [" + randomNanos
                    + "], systematic [" + systematicNanos + "]");
        }
    }

    /** {@return both parts together, in nanoseconds} */
    public long totalNanos() {
        return TimeRange.add(randomNanos, systematicNanos);
    }

    /**
     * {@return this uncertainty made no wider than a distance; the random part is cut first}
     *
     * @param nanos the distance to the farther limit, in nanoseconds, not negative
     */
    Uncertainty atMost(long nanos) {
        if (totalNanos() <= nanos) {
            return this;
        }
        long systematic = Math.min(systematicNanos, nanos);
        return new Uncertainty(Math.min(randomNanos, nanos - systematic), systematic);
    }

    /** Split a half-width into a systematic part of at most the given size and a random rest. */
    static Uncertainty of(long halfWidthNanos, long systematicNanos) {
        long systematic = Math.min(systematicNanos, halfWidthNanos);
        return new Uncertainty(halfWidthNanos - systematic, systematic);
    }
}
