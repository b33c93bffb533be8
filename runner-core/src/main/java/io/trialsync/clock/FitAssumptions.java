// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * What is taken for granted when a model is fitted to exchanges; every limit holds only as far as these do.
 *
 * <p>Two more are not a matter of choice: the host's stamps come from one monotonic clock, and the device took its stamp
 * between send and receive.
 *
 * @param maxDriftPpm the largest drift the device's clock may have between steps, slewing included, in ppm, above 0 and up
 *     to 100 000
 * @param stampRule how the device forms stamps of limited resolution
 */
public record FitAssumptions(double maxDriftPpm, StampRule stampRule) {

    /** The drift limit in ppm that holds unless declared otherwise: a slew of 500 ppm and a crystal off by 100 ppm. */
    public static final double DEFAULT_MAX_DRIFT_PPM = 600;

    /** @throws IllegalArgumentException if the drift limit is out of range */
    public FitAssumptions {
        if (!(maxDriftPpm > 0 && maxDriftPpm <= 100_000)) {
            throw new IllegalArgumentException("max drift [" + maxDriftPpm + "] is not above 0 and up to 100000 ppm");
        }
    }

    /**
     * {@return the default drift limit with a rule for the stamps}
     *
     * @param stampRule how the device forms its stamps
     */
    public static FitAssumptions with(StampRule stampRule) {
        return new FitAssumptions(DEFAULT_MAX_DRIFT_PPM, stampRule);
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
