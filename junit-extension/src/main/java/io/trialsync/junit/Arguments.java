// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a test, as a trial's parameters: numbers and booleans as they are, arrays by their elements, all else by its text. What Jupiter
 * or TrialSync itself hands to a test is no parameter of the trial.
 */
final class Arguments {

    private static final int LONGEST = 1_000;

    private Arguments() {}

    /** The arguments of a constructor or method, after those that stand before it already. */
    static Map<String, Object> byName(Map<String, Object> before, Executable called, List<?> arguments) {
        Map<String, Object> byName = new LinkedHashMap<>(before);
        Parameter[] parameters = called.getParameters();
        // an inner class is constructed with the instance around it
        boolean inner = called instanceof Constructor<?> && isInner(called.getDeclaringClass());
        for (int i = inner ? 1 : 0; i < Math.min(parameters.length, arguments.size()); i++) {
            if (!isOfFramework(parameters[i].getType())) {
                byName.put(parameters[i].getName(), plain(arguments.get(i)));
            }
        }
        return byName;
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    private static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.junit.") || type.getName().startsWith("io.trialsync.session.");
    }

    private static Object plain(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : text(value);
    }

    static String text(@Nullable Object value) {
        String text = value instanceof Enum<?> constant ? constant.name() : textOrType(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** An array itself has no text that means anything. */
    private static String elements(Object array) {
        String nested = Arrays.deepToString(new Object[] {array});
        return nested.substring(1, nested.length() - 1);
    }

    /** A stimulus may have a text only later, or none at all; its trial is not to be lost for that. */
    private static String textOrType(@Nullable Object value) {
        try {
            return value != null && value.getClass().isArray() ? elements(value) : String.valueOf(value);
        } catch (RuntimeException e) {
            return value == null ? "null" : value.getClass().getName();
        }
    }
}
