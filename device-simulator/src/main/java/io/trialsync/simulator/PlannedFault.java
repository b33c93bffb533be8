// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Durations;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that replies of one kind are going to have, written {@code event:no-reply*2@30s}.
 *
 * @param path which replies
 * @param fault what goes wrong with them
 * @param times how many of them; {@link Integer#MAX_VALUE} for all
 * @param afterNanos from when on, in nanoseconds of host time after the start of the phone; not negative
 */
public record PlannedFault(PhonePath path, ReplyFault fault, int times, long afterNanos) {

    private static final Pattern TEXT = Pattern.compile("([a-z-]+):([a-z-]+)(?:\\*(\\d{1,6}))?(?:@(\\w+))?");

    /** @throws IllegalArgumentException if it would never come, or would come before the start */
    public PlannedFault {
        if (times < 1 || afterNanos < 0) {
            throw new IllegalArgumentException("a fault comes once or more often, at the start or later");
        }
    }

    /**
     * Parse faults.
     *
     * @param text faults separated by commas, each with the number of replies that have it ({@code *2}; without it, all) and the
     *     time after the start from which on they have it ({@code @30s})
     * @return the faults, as they were written
     * @throws IllegalArgumentException if one of them is no fault
     */
    public static List<PlannedFault> parseAll(String text) {
        return Arrays.stream(text.split(",", -1)).map(PlannedFault::parse).toList();
    }

    private static PlannedFault parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("[" + text
                    + "] is not a fault of a reply; write which reply and what is wrong, such as event:no-reply*2@30s");
        }
        return new PlannedFault(
                PhonePath.parse(matcher.group(1)),
                ReplyFault.parse(matcher.group(2)),
                matcher.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(3)),
                matcher.group(4) == null ? 0 : Durations.parseNanos(matcher.group(4)));
    }
}
