// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.Configuration;
import io.trialsync.runner.DeclaredSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

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
}
