// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.conversion.ConversionException;
import org.junit.platform.commons.support.conversion.ConversionSupport;

/**
 * A parameter with {@link Levels}.
 *
 * @param name its name
 * @param levels its values, converted
 */
record Factor(String name, List<DesignedValue> levels) {

    /** @throws IllegalArgumentException if there is no level, or one cannot be converted */
    static Factor of(int index, Parameter parameter) {
        String[] given = parameter.getAnnotation(Levels.class).value();
        List<String> texts = given.length == 0 ? all(parameter) : List.of(given);
        Set<Object> seen = new HashSet<>();
        return new Factor(
                parameter.getName(),
                texts.stream()
                        .map(text -> new DesignedValue(index, parameter.getName(), once(seen, text, parameter)))
                        .toList());
    }

    /** Twice the same level would be no balanced design any more, though it looks like one. */
    private static Object once(Set<Object> seen, String text, Parameter parameter) {
        Object value = convert(text, parameter);
        if (!seen.add(value)) {
            throw new IllegalArgumentException("level [" + text + "] of " + named(parameter)
                    + " is listed twice; each level once is allowed, and repetitions for more trials");
        }
        return value;
    }

    private static List<String> all(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == boolean.class || type == Boolean.class) {
            return List.of("true", "false");
        }
        if (type.isEnum()) {
            return constants(type);
        }
        throw new IllegalArgumentException("@Levels of " + named(parameter)
                + " is empty; only a boolean or an enum knows all of its levels, list those of any other type");
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream((Enum<?>[]) type.getEnumConstants())
                .map(Enum::name)
                .toList();
    }

    private static Object convert(String text, Parameter parameter) {
        Class<?> type = parameter.getType();
        try {
            Object value = ConversionSupport.convert(text, type, type.getClassLoader());
            if (value != null) {
                return value;
            }
        } catch (ConversionException e) {
            throw new IllegalArgumentException("level [" + text + "] of " + named(parameter) + " " + problem(type), e);
        }
        throw new IllegalArgumentException("level [" + text + "] of " + named(parameter) + " " + problem(type));
    }

    private static String problem(Class<?> type) {
        if (type.isEnum()) {
            return "is none of " + String.join(", ", constants(type));
        }
        return isPlain(type)
                ? "is no " + type.getSimpleName()
                : "cannot be made from a text; allowed are numbers, boolean, char, String, enums and types with a factory"
                        + " method that takes a String; for others use a source";
    }

    private static String named(Parameter parameter) {
        return parameter.getType().getSimpleName() + " " + parameter.getName();
    }

    /** Whether no extension would be expected to find a value for it. */
    static boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Boolean.class
                || type == Character.class
                || (Number.class.isAssignableFrom(type) && type.getName().startsWith("java.lang."));
    }

    /** For the record. */
    @Override
    public String toString() {
        return levels.stream()
                .map(level -> Arguments.text(level.value()))
                .collect(Collectors.joining(",", name + "(", ")"));
    }
}
