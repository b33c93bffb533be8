// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Durations;
import java.math.BigDecimal;

/** How durations and numbers are read and written in specifications, so that what is written can be read again. Stateless. */
final class SpecText {

    private SpecText() {}

    /** {@return a duration in the largest unit that shows it exactly, such as {@code 1200us}} */
    static String duration(long nanos) {
        if (nanos % 1_000 != 0 || nanos == 0) {
            return nanos + "ns";
        }
        if (nanos % 1_000_000 != 0) {
            return nanos / 1_000 + "us";
        }
        return nanos % 1_000_000_000 != 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000_000_000 + "s";
    }

    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Parse a duration that has to lie within a range. */
    static long durationWithin(String text, long least, long most) {
        long nanos = Durations.parseNanos(text);
        if (nanos < least || nanos > most) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not within " + duration(least) + " to " + duration(most));
        }
        return nanos;
    }

    /** Parse an integer that has to lie within a range. */
    static long integerWithin(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        throw new IllegalArgumentException("[" + text + "] is not an integer from " + least + " to " + most);
    }

    /** Take a text that has to be of a form, which the last argument names. */
    static String matching(String text, String pattern, String what) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("[" + text + "] is not " + what);
        }
        return text;
    }

    /** {@return whether the text is the first of two words} */
    static boolean either(String text, String yes, String no) {
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException("[" + text + "] is neither " + yes + " nor " + no);
        }
        return text.equals(yes);
    }
}
