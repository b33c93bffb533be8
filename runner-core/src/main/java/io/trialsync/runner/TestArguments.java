// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a test, as a trial's parameters: numbers and booleans as they are, arrays by their elements, all else by its text.
 * What a test framework or TrialSync itself hands to a test is no parameter of the trial. Stateless.
 */
public final class TestArguments {

    private static final int LONGEST = 1_000;

    private TestArguments() {}

    /**
     * {@return the arguments of a constructor or method by the names of its parameters, after those that stand before it already; the
     * names are those of the source only where the class was compiled with {@code -parameters}}
     *
     * @param before what stands before it, such as the arguments of its class
     * @param called the constructor or method
     * @param arguments what it is called with, in the order of its parameters
     * @param ofFramework whether the test framework gives parameters of this type
     */
    public static Map<String, Object> byName(
            Map<String, Object> before, Executable called, List<?> arguments, Predicate<Class<?>> ofFramework) {
        Map<String, Object> byName = new LinkedHashMap<>(before);
        Parameter[] parameters = called.getParameters();
        // an inner class is constructed with the instance around it
        boolean inner = called instanceof Constructor<?> && isInner(called.getDeclaringClass());
        for (int i = inner ? 1 : 0; i < Math.min(parameters.length, arguments.size()); i++) {
            Class<?> type = parameters[i].getType();
            if (!ofFramework.test(type) && !type.getName().startsWith("io.trialsync.session.")) {
                byName.put(parameters[i].getName(), plain(arguments.get(i)));
            }
        }
        return byName;
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    /**
     * {@return a value as a trial's parameter: numbers and booleans as they are, all else by its text}
     *
     * @param value the value
     */
    public static Object plain(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : text(value);
    }

    /**
     * {@return a value by its text, shortened; of an array its elements, of a constant its name}
     *
     * @param value the value
     */
    public static String text(@Nullable Object value) {
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
