// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Limits: the earliest and the latest value that is consistent with the exchanges under the stated assumptions.
 *
 * <p>The values are host times, device times or offsets, as the place of use says. The ends of {@code long} stand for no limit:
 * sums and distances stop there instead of wrapping. Immutable and thread-safe.
 *
 * @param earliestNanos the lower limit, in nanoseconds
 * @param latestNanos the upper limit, in nanoseconds; never below the lower one
 */
public record Bound(long earliestNanos, long latestNanos) {

    /** @throws IllegalArgumentException if the limits are the wrong way round */
    public Bound {
        if (earliestNanos > latestNanos) {
            throw new IllegalArgumentException(
                    "earliest [" + earliestNanos + "] is after latest [" + latestNanos + "]");
        }
    }

    /** {@return the distance between the limits, in nanoseconds} */
    public long widthNanos() {
        return TimeRange.subtract(latestNanos, earliestNanos);
    }

    /**
     * {@return whether a value lies within the limits, borders included}
     *
     * @param nanos the value, in nanoseconds
     */
    public boolean contains(long nanos) {
        return earliestNanos <= nanos && nanos <= latestNanos;
    }

    /**
     * {@return the distance from a value to the farther limit, in nanoseconds}
     *
     * @param nanos a value within the limits, in nanoseconds
     */
    public long fartherFrom(long nanos) {
        return Math.max(TimeRange.subtract(nanos, earliestNanos), TimeRange.subtract(latestNanos, nanos));
    }

    /**
     * {@return these limits moved by a distance}
     *
     * @param nanos how far, in nanoseconds
     */
    public Bound shift(long nanos) {
        return new Bound(TimeRange.add(earliestNanos, nanos), TimeRange.add(latestNanos, nanos));
    }

    /**
     * {@return these limits with both sides moved outwards}
     *
     * @param nanos how far, in nanoseconds, not negative
     * @throws IllegalArgumentException if the limits would cross
     */
    public Bound grow(long nanos) {
        return new Bound(TimeRange.subtract(earliestNanos, nanos), TimeRange.add(latestNanos, nanos));
    }

    /**
     * {@return these limits, widened as far as needed to contain a value}
     *
     * @param nanos the value, in nanoseconds
     */
    public Bound including(long nanos) {
        return contains(nanos) ? this : new Bound(Math.min(earliestNanos, nanos), Math.max(latestNanos, nanos));
    }

    /**
     * {@return the smallest limits that contain both}
     *
     * @param other the other limits
     */
    public Bound hull(Bound other) {
        return new Bound(Math.min(earliestNanos, other.earliestNanos), Math.max(latestNanos, other.latestNanos));
    }

    /**
     * {@return whether a value lies within both}
     *
     * @param other the other one
     */
    public boolean overlaps(Bound other) {
        return earliestNanos <= other.latestNanos && other.earliestNanos <= latestNanos;
    }
}
