// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a session does about recordings on its devices. */
public enum RecordingPolicy {
    /** Start one where none is running and stop it at the end; a device that refuses is a fault in the journal. */
    AUTO,
    /** Start one on every device; a device that refuses ends the session before its first trial. */
    REQUIRED,
    /** Leave recordings alone. */
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
    public static RecordingPolicy parse(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is not one of "
                        + Arrays.stream(values()).map(RecordingPolicy::label).collect(Collectors.joining(", "))));
    }
}
