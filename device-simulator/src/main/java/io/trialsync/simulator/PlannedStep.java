// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Durations;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A jump that a virtual clock is going to make, written {@code +850ms@12s}.
 *
 * @param stepNanos how far the clock jumps, in nanoseconds, ahead positive; never zero
 * @param afterNanos when, in nanoseconds of host time after the clock's start; not negative
 */
public record PlannedStep(long stepNanos, long afterNanos) {

    /** @throws IllegalArgumentException if the clock would not jump, or would jump before the start */
    public PlannedStep {
        if (stepNanos == 0 || afterNanos < 0) {
            throw new IllegalArgumentException("[" + text(stepNanos, afterNanos)
                    + "] is not a step; it jumps by more than zero, at the start or later");
        }
    }

    /**
     * Parse a step.
     *
     * @param text such as {@code +850ms@12s}
     * @return the step
     * @throws IllegalArgumentException if it is no such text
     */
    public static PlannedStep parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not a step; write how far and when, such as +850ms@12s");
        }
        return new PlannedStep(
                Durations.parseNanos(text.substring(0, at)), Durations.parseNanos(text.substring(at + 1)));
    }

    /**
     * Parse several steps.
     *
     * @param text steps separated by commas
     * @return the steps in order of time
     * @throws IllegalArgumentException if one of them is no step
     */
    public static List<PlannedStep> parseAll(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(PlannedStep::parse)
                .sorted(Comparator.comparingLong(PlannedStep::afterNanos))
                .toList();
    }

    private static String text(long stepNanos, long afterNanos) {
        return (stepNanos > 0 ? "+" : "") + SpecText.duration(stepNanos) + "@" + SpecText.duration(afterNanos);
    }

    @Override
    public String toString() {
        return text(stepNanos, afterNanos);
    }
}
