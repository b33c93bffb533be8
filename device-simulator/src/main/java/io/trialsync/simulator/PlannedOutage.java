// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Durations;
import java.util.Arrays;
import java.util.List;

/**
 * A time during which a phone cannot be reached, written {@code 20s@60s}.
 *
 * @param lengthNanos how long, in nanoseconds; more than zero
 * @param afterNanos when it begins, in nanoseconds of host time after the start of the phone; not negative
 */
public record PlannedOutage(long lengthNanos, long afterNanos) {

    /** @throws IllegalArgumentException if it has no length, or would begin before the start */
    public PlannedOutage {
        if (lengthNanos <= 0 || afterNanos < 0) {
            throw new IllegalArgumentException("an outage lasts longer than zero and begins at the start or later");
        }
    }

    /**
     * Parse outages.
     *
     * @param text outages separated by commas, such as {@code 20s@60s,5s@120s}
     * @return the outages, as they were written
     * @throws IllegalArgumentException if one of them is none
     */
    public static List<PlannedOutage> parseAll(String text) {
        return Arrays.stream(text.split(",", -1)).map(PlannedOutage::parse).toList();
    }

    private static PlannedOutage parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not an outage; write how long and when, such as 20s@60s");
        }
        return new PlannedOutage(
                Durations.parseNanos(text.substring(0, at)), Durations.parseNanos(text.substring(at + 1)));
    }
}
