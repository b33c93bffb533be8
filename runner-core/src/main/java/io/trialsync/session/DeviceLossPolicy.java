// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a session whose device is out of reach. It is said and journalled in any case. */
public enum DeviceLossPolicy {
    /** Nothing more: the trials go on, and what the device missed is known from the journal. */
    WARN,
    /** A trial during which a device was away ends as an error, and its test fails; the rest goes on. */
    FAIL_TRIAL,
    /** As {@link #FAIL_TRIAL}, and no further trial begins. */
    ABORT_REST;

    /** {@return the name in configurations} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parse a policy.
     *
     * @param text its label
     * @return the policy
     * @throws IllegalArgumentException if there is none of that label; the message lists them
     */
    public static DeviceLossPolicy parse(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is not one of "
                        + Arrays.stream(values()).map(DeviceLossPolicy::label).collect(Collectors.joining(", "))));
    }
}
