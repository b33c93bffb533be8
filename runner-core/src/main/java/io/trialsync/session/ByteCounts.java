// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 100MB}, the units being powers of a thousand. Stateless. */
public final class ByteCounts {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6}) ?(B|kB|MB|GB)");

    private ByteCounts() {}

    /**
     * {@return a number of bytes}
     *
     * @param text a whole number of at most six digits with its unit
     * @throws IllegalArgumentException if it is none; the message says what is allowed
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not a number of bytes with its unit (B, kB, MB, GB), such as 100MB");
        }
        return Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
    }

    private static long unit(String symbol) {
        return switch (symbol) {
            case "GB" -> 1_000_000_000;
            case "MB" -> 1_000_000;
            case "kB" -> 1_000;
            default -> 1;
        };
    }

    /**
     * {@return a number of bytes for people, with three digits at least}
     *
     * @param bytes how many
     */
    public static String format(long bytes) {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
}
