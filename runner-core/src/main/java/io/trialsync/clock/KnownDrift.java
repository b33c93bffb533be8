// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The drift of a device clock as it was known at some time, such as at the end of an earlier session.
 *
 * @param driftPpm the change of the offset (host − device) per device second, in ppm, within ±100 000
 * @param uncertaintyPpm its half-width of at least 95 %, in ppm, above 0 and up to 100 000
 */
public record KnownDrift(double driftPpm, double uncertaintyPpm) {

    private static final double LARGEST_PPM = 100_000;
    /** Another temperature of the room, and age. */
    private static final double REST_PPM = 2;

    /** @throws IllegalArgumentException if a value is out of range or not a number */
    public KnownDrift {
        if (!(Math.abs(driftPpm) <= LARGEST_PPM)) {
            throw new IllegalArgumentException("drift [" + driftPpm + "] is not within ±" + LARGEST_PPM + " ppm");
        }
        if (!(uncertaintyPpm > 0 && uncertaintyPpm <= LARGEST_PPM)) {
            throw new IllegalArgumentException(
                    "drift uncertainty [" + uncertaintyPpm + "] is not above 0 and up to " + LARGEST_PPM + " ppm");
        }
    }

    /**
     * {@return what is still known of it when the next session begins}
     *
     * <p>A device ends a session warm and begins the next one cold; that is not in the uncertainty, since a live clock allows for
     * a warm-up that leads back to this drift.
     */
    public KnownDrift afterRest() {
        return new KnownDrift(driftPpm, Math.min(uncertaintyPpm + REST_PPM, LARGEST_PPM));
    }
}
