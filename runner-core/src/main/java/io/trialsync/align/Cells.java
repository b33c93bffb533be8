// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the whole numbers of tables, and shows cells to people without letting them break a line or a terminal. */
final class Cells {

    private static final int SHOWN_CHARACTERS = 40;
    private static final int SHOWN_NAMES = 30;
    private static final int SHOWN_HEADER = 80;

    private Cells() {}

    /** Why a cell is no whole number. */
    enum Fault {
        EMPTY,
        NOT_A_WHOLE_NUMBER,
        TOO_LARGE;

        String describe(String cell) {
            return switch (this) {
                case EMPTY -> "the cell is empty";
                case NOT_A_WHOLE_NUMBER -> "[" + shown(cell) + "] is not a whole number";
                case TOO_LARGE -> "[" + shown(cell) + "] does not fit into 64 bits";
            };
        }
    }

    /** Receives a number, so that reading one from bytes makes no garbage. */
    static final class WholeNumber {
        private long value;

        long value() {
            return value;
        }

        /**
         * Read an optional sign and digits; blanks and one pair of quotes around them are allowed.
         *
         * <p>By hand, since {@code Long.parseLong} needs a String of each of the hundreds of millions of cells of a large
         * table, takes digits of other scripts, and tells "not a number" and "too large" apart by no type.
         *
         * @return null, or what is wrong
         */
        @Nullable
        Fault parse(byte[] bytes, int from, int to) {
            int start = from;
            int end = to;
            if (end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') {
                start++;
                end--;
            }
            while (start < end && isBlank(bytes[start])) {
                start++;
            }
            while (start < end && isBlank(bytes[end - 1])) {
                end--;
            }
            return start == end ? Fault.EMPTY : parseSigned(bytes, start, end);
        }

        @Nullable
        private Fault parseSigned(byte[] bytes, int from, int to) {
            boolean negative = bytes[from] == '-';
            int start = negative || bytes[from] == '+' ? from + 1 : from;
            if (start == to) {
                return Fault.NOT_A_WHOLE_NUMBER;
            }
            boolean fits = true;
            long negated = 0; // counts downwards, since the smallest long has no positive counterpart
            for (int i = start; i < to; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    return Fault.NOT_A_WHOLE_NUMBER;
                }
                fits &= negated > SMALLEST_TENTH || (negated == SMALLEST_TENTH && digit <= 8);
                negated = negated * 10 - digit;
            }
            if (!fits || (!negative && negated == Long.MIN_VALUE)) {
                return Fault.TOO_LARGE;
            }
            value = negative ? negated : -negated;
            return null;
        }

        private static final long SMALLEST_TENTH = Long.MIN_VALUE / 10;

        private static boolean isBlank(byte b) {
            return b == ' ' || b == '\t';
        }
    }

    /** The text of a raw cell: without the quotes around it, doubled quotes made one. */
    static String text(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"")
                ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"")
                : raw;
    }

    /** A text cut to a few words, with control characters escaped. */
    static String shown(String text) {
        boolean cut = text.codePointCount(0, text.length()) > SHOWN_CHARACTERS;
        return cut ? oneLine(text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS))) + "…" : oneLine(text);
    }

    /** A text with control characters escaped. */
    static String oneLine(@Nullable String text) {
        StringBuilder shown = new StringBuilder();
        String.valueOf(text).codePoints().forEach(c -> appendEscaped(shown, c));
        return shown.toString();
    }

    private static void appendEscaped(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isPrintable(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else {
                    shown.append(String.format("\\u%04x", codePoint));
                }
            }
        }
    }

    /** Line and paragraph separators and the marks that turn the direction of text would also break a line. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The names of a header that has none of those that are needed, and may be no header at all. */
    static String shownHeader(List<String> names) {
        String shown = shown(names);
        boolean cut = shown.length() > SHOWN_HEADER;
        boolean semicolons = names.size() == 1 && names.get(0).contains(";");
        return (cut ? shown.substring(0, SHOWN_HEADER - 1) + "…" : shown)
                + (semicolons ? "; columns are separated by semicolons; commas are needed here" : "");
    }

    /** The names of a header, for a message. */
    static String shown(List<String> names) {
        String shown = names.stream()
                .limit(SHOWN_NAMES)
                .map(name -> name.isEmpty() ? "(empty)" : shown(name))
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN_NAMES ? shown + ", … (" + names.size() + " in all)" : shown;
    }
}
