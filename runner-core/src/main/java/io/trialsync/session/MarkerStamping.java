// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the time that a device stores with a marker comes from. */
public enum MarkerStamping {
    /**
     * The host gives it, by the live clock of the device, as long as that is known well enough and the device takes one; else as
     * {@link #ARRIVAL}.
     */
    EXPLICIT,
    /** The device stamps each marker on arrival, later by what the network takes. */
    ARRIVAL;

    /** {@return the name in configurations, tables and the journal} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parse a stamping.
     *
     * @param text its label
     * @return the stamping
     * @throws IllegalArgumentException if there is none of that label; the message lists them
     */
    public static MarkerStamping parse(String text) {
        return Arrays.stream(values())
                .filter(stamping -> stamping.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is not one of "
                        + Arrays.stream(values()).map(MarkerStamping::label).collect(Collectors.joining(", "))));
    }
}
