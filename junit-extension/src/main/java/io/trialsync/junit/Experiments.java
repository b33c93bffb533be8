// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.Configuration;
import io.trialsync.runner.DeclaredSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which experiment a test class belongs to. */
final class Experiments {

    private Experiments() {}

    /** The class itself, or the nearest one around it, that is an experiment. */
    static Optional<Class<?>> around(Class<?> testClass) {
        return Stream.<Class<?>>iterate(testClass, each -> each != null, Class::getEnclosingClass)
                .filter(each -> AnnotationSupport.isAnnotated(each, Experiment.class))
                .findFirst();
    }

    /** The configuration of the experiment that a test class belongs to, which needs no session. */
    static Configuration configuration(Class<?> testClass, Function<String, Optional<String>> parameters) {
        Class<?> experiment = around(testClass).orElse(testClass);
        Map<String, String> declared = AnnotationSupport.findAnnotation(experiment, Experiment.class)
                .map(DeclaredSettings::of)
                .orElse(Map.of());
        return new Configuration(experiment.getName(), parameters, declared);
    }

    /** A test class and the blocks in it, however deep. */
    static Stream<Class<?>> withBlocks(Class<?> testClass) {
        return Stream.concat(Stream.of(testClass), blocks(testClass).flatMap(Experiments::withBlocks));
    }

    /** The blocks right inside of a test class. */
    static Stream<Class<?>> blocks(Class<?> testClass) {
        return ReflectionSupport.findNestedClasses(
                testClass, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                .stream();
    }
}
