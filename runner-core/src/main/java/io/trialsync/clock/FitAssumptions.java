// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is taken for granted when a model is fitted to exchanges; every limit holds only as far as these do.
 *
 * <p>Two more are not a matter of choice: the host's stamps come from one monotonic clock, and the device took its stamp
 * between send and receive.
 *
 * @param maxDriftPpm the largest drift the device's clock may have between steps, slewing included, in ppm, above 0 and up
 *     to 100 000
 * @param stampRule how the device forms stamps of limited resolution
 * @param linkAsymmetry the asymmetry of the link, where it was measured
 * @param maxDriftChange how fast the drift may change between steps, in ppm per second, above 0 and up to 1000: a declaration
 *     that the clock is never slewed; empty if it may be
 */
public record FitAssumptions(
        double maxDriftPpm, StampRule stampRule, Optional<LinkAsymmetry> linkAsymmetry, OptionalDouble maxDriftChange) {

    /** The drift limit in ppm that holds unless declared otherwise: a slew of 500 ppm and a crystal off by 100 ppm. */
    public static final double DEFAULT_MAX_DRIFT_PPM = 600;

    /** How fast the drift of a clock that is not slewed changes at most, in ppm per second: a device that warms up. */
    public static final double UNSLEWED_DRIFT_CHANGE = 0.05;

    /** @throws IllegalArgumentException if the drift limit or its change is out of range */
    public FitAssumptions {
        if (!(maxDriftPpm > 0 && maxDriftPpm <= 100_000)) {
            throw new IllegalArgumentException("max drift [" + maxDriftPpm + "] is not above 0 and up to 100000 ppm");
        }
        if (maxDriftChange.isPresent() && !(maxDriftChange.getAsDouble() > 0 && maxDriftChange.getAsDouble() <= 1000)) {
            throw new IllegalArgumentException("max drift change [" + maxDriftChange.getAsDouble()
                    + "] is not above 0 and up to 1000 ppm per second");
        }
    }

    /**
     * Assume a drift limit and a rule for the stamps, nothing of the link, and that the clock may be slewed.
     *
     * @param maxDriftPpm the drift limit, in ppm
     * @param stampRule how the device forms its stamps
     * @throws IllegalArgumentException if the drift limit is out of range
     */
    public FitAssumptions(double maxDriftPpm, StampRule stampRule) {
        this(maxDriftPpm, stampRule, Optional.empty(), OptionalDouble.empty());
    }

    /**
     * {@return the default drift limit with a rule for the stamps}
     *
     * @param stampRule how the device forms its stamps
     */
    public static FitAssumptions with(StampRule stampRule) {
        return new FitAssumptions(DEFAULT_MAX_DRIFT_PPM, stampRule);
    }

    /**
     * {@return these assumptions with a measured asymmetry of the link}
     *
     * @param asymmetry what was measured
     */
    public FitAssumptions withLinkAsymmetry(LinkAsymmetry asymmetry) {
        return new FitAssumptions(maxDriftPpm, stampRule, Optional.of(asymmetry), maxDriftChange);
    }

    /**
     * {@return these assumptions with the declaration that the clock is never slewed: its drift changes at most by
     * {@value #UNSLEWED_DRIFT_CHANGE} ppm per second}
     */
    public FitAssumptions withoutSlews() {
        return new FitAssumptions(maxDriftPpm, stampRule, linkAsymmetry, OptionalDouble.of(UNSLEWED_DRIFT_CHANGE));
    }

    /** {@return how far the offset may move over a distance of device time, in nanoseconds, rounded up} */
    long growthNanos(long deviceDistanceNanos) {
        return growthNanos((double) deviceDistanceNanos);
    }

    /** {@return the same for a distance that may be larger than a {@code long}; at most {@link Long#MAX_VALUE}} */
    long growthNanos(double deviceDistanceNanos) {
        return (long) Math.ceil(maxDriftPpm * 1e-6 * Math.abs(deviceDistanceNanos));
    }
}
