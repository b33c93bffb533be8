// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one way in which people write a duration, an integer and a unit, and in which they are shown one. Stateless. */
public final class Durations {

    private static final Pattern DURATION = Pattern.compile("([+-]?\\d+)(ns|us|ms|s)");

    private Durations() {}

    /**
     * Parse a duration such as {@code 840ms}, {@code -2s} or {@code 0ns}.
     *
     * @param text an integer directly followed by ns, us, ms or s
     * @return the duration in nanoseconds
     * @throws IllegalArgumentException if the text is no such duration or does not fit into a {@code long}
     */
    public static long parseNanos(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not a duration; write an integer and ns, us, ms or s, such as 500ms");
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unitNanos(matcher.group(2)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[" + text + "] is too long a duration; at most 292 years are allowed", e);
        }
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            default -> 1_000_000_000L;
        };
    }

    /**
     * Show a duration to people: three digits, or whole nanoseconds or seconds, and the unit that suits its size.
     *
     * @param nanos the duration in nanoseconds
     * @return a text such as {@code 12.3 ms}, {@code 840 ms} or {@code 17 ns}
     */
    public static String format(long nanos) {
        double size = Math.abs((double) nanos);
        if (size < 1_000) {
            return nanos + " ns";
        }
        if (size < 999_500) {
            return digits(nanos / 1e3) + " µs";
        }
        return size < 999_500_000 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String digits(double value) {
        int decimals = Math.abs(value) < 9.995 ? 2 : Math.abs(value) < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * Write a time as seconds with six decimals, for tables made for people.
     *
     * @param nanos the time in nanoseconds
     * @return seconds, rounded half up to the microsecond
     */
    public static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }
}
