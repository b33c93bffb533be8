// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A live clock stopped following its earlier self: times converted before and after it must not be compared as if they came
 * from one clock.
 *
 * @param generation the number of the {@link LiveClockState} from which on the new conversion holds
 * @param reason why
 * @param hostNanos when the exchange that showed it was received, in nanoseconds of host time
 * @param offsetChangeNanos the new offset (host − device) less the old one there, in nanoseconds
 */
public record ClockReset(long generation, Reason reason, long hostNanos, long offsetChangeNanos) {

    /** Why a live clock was reset. */
    public enum Reason {
        /** Two exchanges that no clock within the drift limit could have given. */
        STEP,
        /** The estimate had come to lie so far from the conversion in use that catching up would have taken minutes. */
        CORRECTION
    }
}
