// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.TestArguments;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The fields that a {@code @ParameterizedClass} is given its arguments by: parameters of its trials, like those of a constructor. */
final class ParameterFields {

    /** By its name, since an experiment need not have JUnit's module for parameters. */
    private static final String ANNOTATION = "org.junit.jupiter.params.Parameter";

    private ParameterFields() {}

    /** What they hold now, in the instances of a test from the outside, after the parameters that stand before them. */
    static Map<String, Object> after(Map<String, Object> before, ExtensionContext context) {
        Map<String, Object> byName = new LinkedHashMap<>(before);
        context.getTestInstances()
                .map(TestInstances::getAllInstances)
                .ifPresent(instances -> instances.forEach(instance -> put(byName, instance)));
        return byName;
    }

    private static void put(Map<String, Object> byName, Object instance) {
        ReflectionSupport.findFields(instance.getClass(), ParameterFields::isParameter, HierarchyTraversalMode.TOP_DOWN)
                .forEach(field -> ReflectionSupport.tryToReadFieldValue(field, instance)
                        .ifSuccess(value -> byName.put(field.getName(), TestArguments.plain(value))));
    }

    private static boolean isParameter(Field field) {
        return Arrays.stream(field.getAnnotations())
                        .anyMatch(each -> each.annotationType().getName().equals(ANNOTATION))
                && !field.getType().getName().startsWith("org.junit.");
    }
}
