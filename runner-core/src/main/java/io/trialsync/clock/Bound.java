// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Limits: the earliest and the latest value that is consistent with the exchanges under the stated assumptions.
 *
 * <p>The values are host times, device times or offsets, as the place of use says.
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
        return latestNanos - earliestNanos;
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
        return Math.max(nanos - earliestNanos, latestNanos - nanos);
    }

    /**
     * {@return these limits moved by a distance}
     *
     * @param nanos how far, in nanoseconds
     */
    public Bound shift(long nanos) {
        return new Bound(earliestNanos + nanos, latestNanos + nanos);
    }

    /**
     * {@return these limits with both sides moved outwards}
     *
     * @param nanos how far, in nanoseconds, not negative
     */
    public Bound grow(long nanos) {
        return new Bound(earliestNanos - nanos, latestNanos + nanos);
    }

    /**
     * {@return the smallest limits that contain both}
     *
     * @param other the other limits
     */
    public Bound hull(Bound other) {
        return new Bound(Math.min(earliestNanos, other.earliestNanos), Math.max(latestNanos, other.latestNanos));
    }
}
