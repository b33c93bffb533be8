// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.OptionalInt;

/**
 * Which number a new run of a session gets.
 *
 * @param number the number, from 1 to {@value #HIGHEST}; if empty, one more than the highest there is
 * @param repeat whether a participant may do on a real device what an earlier run has data of
 */
public record RunChoice(OptionalInt number, boolean repeat) {

    /** The highest number a run can have. */
    public static final int HIGHEST = 999_999;

    /** The next number, for a participant who has not done it before. */
    public static final RunChoice NEXT = new RunChoice(OptionalInt.empty(), false);

    /** @throws IllegalArgumentException if the number is out of range */
    public RunChoice {
        if (number.isPresent() && (number.getAsInt() < 1 || number.getAsInt() > HIGHEST)) {
            throw new IllegalArgumentException("[" + number.getAsInt() + "] is not within 1 to " + HIGHEST);
        }
    }
}
