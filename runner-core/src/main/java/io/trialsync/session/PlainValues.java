// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Values as the journal takes them: strings, numbers, booleans and constants, of a length that keeps its lines readable. */
final class PlainValues {

    static final int LONGEST_TEXT = 10_000;

    private static final long LARGEST_EXACT = 1L << 53;
    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private PlainValues() {}

    /** Whether a value is one that the journal takes. */
    static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof Character
                || NUMBERS.contains(value.getClass());
    }

    /**
     * A plain value as it is journalled: constants become their names, characters strings, and whole numbers that {@code jq} and
     * JavaScript would round become digits.
     */
    static Object journalled(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Character character) {
            return character.toString();
        }
        if (value instanceof Long number && Math.abs(number) <= LARGEST_EXACT && number != Long.MIN_VALUE) {
            return number;
        }
        boolean large = value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal;
        return large ? shortened(value.toString(), LONGEST_TEXT) : value;
    }

    /** Values from elsewhere: whatever is not plain is journalled by its text, and long texts are cut. */
    static Map<String, Object> journalled(Map<String, Object> values, int longestText) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Object taken = isPlain(value) ? journalled(value) : String.valueOf(value);
            plain.put(name, taken instanceof String text ? shortened(text, longestText) : taken);
        });
        return plain;
    }

    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
