// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.Trial;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds where an experiment asks for a {@link Trial} and none can be, before its first trial rather than in the middle. */
final class TrialParameters {

    private TrialParameters() {}

    /** {@return what is wrong with the signatures of an experiment and its blocks; empty if nothing is} */
    static Optional<String> misplaced(Class<?> experiment) {
        return classes(experiment)
                .flatMap(TrialParameters::outsideOfTrials)
                .filter(executable ->
                        Arrays.asList(executable.getParameterTypes()).contains(Trial.class))
                .findFirst()
                .map(TrialParameters::message);
    }

    static String message(Executable executable) {
        return "a Trial is there for tests, @BeforeEach and @AfterEach methods only, not for " + executable
                + "; a dynamic test asks Session.currentTrial()";
    }

    private static Stream<Class<?>> classes(Class<?> experiment) {
        return Stream.concat(
                Stream.of(experiment),
                ReflectionSupport.findNestedClasses(
                                experiment, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                        .stream()
                        .flatMap(TrialParameters::classes));
    }

    private static Stream<Executable> outsideOfTrials(Class<?> type) {
        Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
        Stream<Executable> methods = Stream.of(BeforeAll.class, AfterAll.class, TestFactory.class)
                .flatMap(annotation ->
                        AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN)
                                .stream());
        return Stream.concat(constructors, methods);
    }
}
