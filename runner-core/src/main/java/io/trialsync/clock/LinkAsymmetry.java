// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A measured asymmetry of a link: by how much its quickest way there is slower than its quickest way back.
 *
 * <p>Exchanges alone cannot see it; a physical event that both clocks saw (a light, a TTL pulse) can. Given to a fit, it moves
 * the estimate by {@link #correctionNanos()} and its uncertainty stands in for half the narrowest round trip.
 *
 * @param forwardExcessNanos the least delay from host to device minus the least delay back, in nanoseconds
 * @param uncertaintyNanos the half-width of at least 95 % of that difference, in nanoseconds, not negative
 */
public record LinkAsymmetry(long forwardExcessNanos, long uncertaintyNanos) {

    private static final long LARGEST_NANOS = 60_000_000_000L;

    /** @throws IllegalArgumentException if a value is beyond one minute or the uncertainty is negative */
    public LinkAsymmetry {
        if (Math.abs(forwardExcessNanos) > LARGEST_NANOS || forwardExcessNanos == Long.MIN_VALUE) {
            throw new IllegalArgumentException(
                    "link asymmetry [" + forwardExcessNanos + "] is not within ±" + LARGEST_NANOS + " ns");
        }
        if (uncertaintyNanos < 0 || uncertaintyNanos > LARGEST_NANOS) {
            throw new IllegalArgumentException("uncertainty of the link asymmetry [" + uncertaintyNanos
                    + "] is not within 0 to " + LARGEST_NANOS + " ns");
        }
    }

    /** {@return the difference and its uncertainty for people, such as {@code 350 µs ± 50.0 µs}} */
    public String text() {
        return Durations.format(forwardExcessNanos) + " ± " + Durations.format(uncertaintyNanos);
    }

    /** {@return what is added to an offset (host − device) that was estimated as if the link were symmetric, in nanoseconds} */
    public long correctionNanos() {
        return forwardExcessNanos / 2;
    }
}
