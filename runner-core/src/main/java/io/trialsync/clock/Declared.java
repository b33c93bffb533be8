// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a user declares of a device's clock and link beyond what its exchanges show. Immutable.
 *
 * @param maxDriftPpm the largest drift between steps, in ppm, above 0 and up to 100 000; empty for
 *     {@link FitAssumptions#DEFAULT_MAX_DRIFT_PPM}
 * @param neverSlewed whether the clock is never slewed, see {@link FitAssumptions#withoutSlews()}
 * @param linkAsymmetry the asymmetry of the link, where it was measured
 */
public record Declared(OptionalDouble maxDriftPpm, boolean neverSlewed, Optional<LinkAsymmetry> linkAsymmetry) {

    private static final Declared NONE = new Declared(OptionalDouble.empty(), false, Optional.empty());

    /** {@return nothing declared} */
    public static Declared none() {
        return NONE;
    }

    /**
     * {@return what a fit may take for granted: all that was declared, and the defaults of the rest}
     *
     * @param stampRule how the device forms its stamps
     * @throws IllegalArgumentException if the drift limit is out of range
     */
    public FitAssumptions on(StampRule stampRule) {
        double ppm = maxDriftPpm.orElse(FitAssumptions.DEFAULT_MAX_DRIFT_PPM);
        FitAssumptions plain = new FitAssumptions(ppm, stampRule);
        FitAssumptions slewing = neverSlewed ? plain.withoutSlews() : plain;
        return linkAsymmetry.map(slewing::withLinkAsymmetry).orElse(slewing);
    }

    /**
     * Refuse a link asymmetry that exchanges exclude: both delays of an exchange add up to no more than its round trip, so their
     * least values differ by no more than the least round trip.
     *
     * @param exchanges the exchanges of the link
     * @throws IllegalArgumentException if the asymmetry is larger, by more than its uncertainty; the message says both
     */
    public void requirePossible(List<Exchange> exchanges) {
        long least =
                exchanges.stream().mapToLong(Exchange::roundTripNanos).min().orElse(Long.MAX_VALUE);
        linkAsymmetry
                .filter(link -> Math.abs(link.forwardExcessNanos()) - link.uncertaintyNanos() > least)
                .ifPresent(link -> {
                    throw new IllegalArgumentException("the link asymmetry " + link.text()
                            + " cannot be: the least round trip is " + Durations.format(least));
                });
    }
}
