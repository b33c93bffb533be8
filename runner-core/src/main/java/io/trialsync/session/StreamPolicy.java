// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a session does about the live samples of its devices. */
public enum StreamPolicy {
    /** Listen to every device that offers samples and write them to tables; one that fails is a fault in the journal. */
    AUTO,
    /** Leave them alone, so that a busy radio has less to carry; the sensor clock is not checked then. */
    NEVER;

    /** {@return the name in configurations} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parse a policy.
     *
     * @param text its label
     * @return the policy
     * @throws IllegalArgumentException if there is none of that label; the message lists them
     */
    public static StreamPolicy parse(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is not one of "
                        + Arrays.stream(values()).map(StreamPolicy::label).collect(Collectors.joining(", "))));
    }
}
