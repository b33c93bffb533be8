// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an annotation of an experiment class says, by the keys of the configuration. Stateless. */
public final class DeclaredSettings {

    private DeclaredSettings() {}

    /**
     * {@return what an annotation declares, by key; empty elements are left out}
     *
     * @param annotation an annotation whose elements carry {@link Setting}
     */
    public static Map<String, String> of(Annotation annotation) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (Method element : annotation.annotationType().getDeclaredMethods()) {
            Setting setting = element.getAnnotation(Setting.class);
            if (setting != null) {
                String value = valueOf(element, annotation);
                if (!value.isBlank()) {
                    declared.put(setting.value(), value);
                }
            }
        }
        return declared;
    }

    private static String valueOf(Method element, Annotation annotation) {
        try {
            // an annotation may be package-private where its experiments are
            element.setAccessible(true);
            Object value = element.invoke(annotation);
            // the blank tells an element of a list from a comma inside one
            return value instanceof String[] several ? String.join(", ", several) : String.valueOf(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "element " + element.getName() + " of " + annotation + " cannot be read", e);
        }
    }
}
