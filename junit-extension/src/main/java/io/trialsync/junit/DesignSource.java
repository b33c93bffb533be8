// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.Factorial;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The rows that the source of a designed method gives. */
final class DesignSource {

    private final DesignedMethod designed;
    private final ExtensionContext context;

    DesignSource(DesignedMethod designed, ExtensionContext context) {
        this.designed = designed;
        this.context = context;
    }

    /** @throws IllegalArgumentException if there is no such source, or its rows do not fit the method */
    List<List<DesignedValue>> rows() {
        Method source = find(designed, context.getRequiredTestClass());
        Object given = context.getExecutableInvoker()
                .invoke(source, context.getTestInstance().orElse(null));
        List<List<DesignedValue>> rows = new ArrayList<>();
        try (Stream<?> stream = stream(given)) {
            // one more than allowed, so that one without an end is noticed
            stream.limit(Factorial.MOST_TRIALS + 1L).forEach(row -> rows.add(values(rows.size() + 1, cells(row))));
        }
        if (rows.isEmpty()) {
            throw wrong("gives no row");
        }
        return rows;
    }

    /** The method that gives the rows: of the class, or of the nearest one around it. */
    private static Method find(DesignedMethod designed, Class<?> testClass) {
        for (Class<?> each = testClass; each != null; each = each.getEnclosingClass()) {
            List<Method> found = ReflectionSupport.findMethods(
                    each,
                    method -> method.getName().equals(designed.source())
                            && !AnnotationSupport.isAnnotated(method, Testable.class),
                    HierarchyTraversalMode.BOTTOM_UP);
            if (found.size() > 1) {
                throw designed.wrong("source [" + designed.source() + "] is the name of " + found.size()
                        + " methods of " + each.getSimpleName() + "; give it a name of its own");
            }
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        throw designed.wrong("source [" + designed.source() + "] is no method of " + testClass.getSimpleName());
    }

    /** Before the session begins: is there a source, and can it be called before there is an instance for a single test? */
    static void require(DesignedMethod designed, Class<?> testClass, boolean instancePerClass) {
        Method source = find(designed, testClass);
        boolean hasInstance = instancePerClass && source.getDeclaringClass().isAssignableFrom(testClass);
        if (!Modifier.isStatic(source.getModifiers()) && !hasInstance) {
            throw designed.wrong("source [" + designed.source()
                    + "] must be static, or belong to a class with @TestInstance(PER_CLASS)");
        }
    }

    private Stream<?> stream(@Nullable Object given) {
        if (given instanceof Stream<?> stream) {
            return stream;
        }
        if (given instanceof Collection<?> collection) {
            return collection.stream();
        }
        if (given != null && given.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(given)).mapToObj(index -> Array.get(given, index));
        }
        throw wrong("gives " + (given == null ? "null" : "a " + given.getClass().getName())
                + "; a stream, collection or array of rows is allowed");
    }

    private static List<?> cells(@Nullable Object row) {
        if (row instanceof Object[] several) {
            return Arrays.asList(several);
        }
        return row instanceof List<?> several ? several : Arrays.asList(row);
    }

    private List<DesignedValue> values(int number, List<?> cells) {
        if (cells.isEmpty() || cells.size() > designed.parameterCount()) {
            throw wrong("has " + cells.size() + " values in row " + number + "; 1 to " + designed.parameterCount()
                    + " are allowed");
        }
        return IntStream.range(0, cells.size())
                .mapToObj(index -> value(number, index, cells.get(index)))
                .toList();
    }

    private DesignedValue value(int number, int index, @Nullable Object cell) {
        Parameter parameter = designed.parameter(index);
        if (!fits(cell, parameter.getType())) {
            throw wrong("has [" + Arguments.text(cell) + "] in row " + number + ", which is no "
                    + parameter.getType().getSimpleName() + " as " + parameter.getName() + " is");
        }
        return new DesignedValue(index, parameter.getName(), cell);
    }

    /** Whether a value can be passed as a type, by the rules of a call: unboxed and widened where it is primitive. */
    private static boolean fits(@Nullable Object value, Class<?> type) {
        if (!type.isPrimitive()) {
            return value == null || type.isInstance(value);
        }
        try {
            MethodHandles.identity(type)
                    .asType(MethodType.methodType(Object.class, Object.class))
                    .invoke(value);
            return true;
        } catch (ClassCastException | NullPointerException e) {
            return false;
        } catch (Throwable e) {
            throw new IllegalStateException("a value cannot be passed on", e);
        }
    }

    private IllegalArgumentException wrong(String problem) {
        return designed.wrong("source [" + designed.source() + "] " + problem);
    }
}
