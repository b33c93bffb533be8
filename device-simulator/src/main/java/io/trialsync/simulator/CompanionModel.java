// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Locale;

/** The eye trackers that a Companion phone carries. */
public enum CompanionModel {
    /** Pupil Labs Neon: hardware version 2.0, known by the serial number of its module. */
    NEON("Neon Companion"),
    /** Pupil Invisible: hardware version 1.0, known by the serial number of its glasses. */
    INVISIBLE("Invisible Companion");

    private final String phoneName;

    CompanionModel(String phoneName) {
        this.phoneName = phoneName;
    }

    /** {@return what the phone is called unless its owner renames it} */
    public String phoneName() {
        return phoneName;
    }

    /**
     * Parse the place of an address.
     *
     * @param place {@code neon}, {@code invisible}, or nothing, which means {@code neon}
     * @return the model
     * @throws IllegalArgumentException if it is anything else
     */
    public static CompanionModel parse(String place) {
        return switch (place) {
            case "", "neon" -> NEON;
            case "invisible" -> INVISIBLE;
            default ->
                throw new IllegalArgumentException(
                        "[" + place + "] is no simulated device; known are neon and invisible");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
