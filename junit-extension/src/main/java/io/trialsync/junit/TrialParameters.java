// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.Trial;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Finds where an experiment asks for a {@link Trial} and none can be, before its first trial rather than in the middle. */
final class TrialParameters {

    private static final List<Class<? extends Annotation>> AROUND_EACH = List.of(BeforeEach.class, AfterEach.class);

    private TrialParameters() {}

    /** {@return what is wrong with the signatures of an experiment and its blocks; empty if nothing is} */
    static Optional<String> misplaced(Class<?> experiment) {
        return Experiments.withBlocks(experiment)
                .flatMap(TrialParameters::outsideOfTrials)
                .filter(TrialParameters::takesTrial)
                .findFirst()
                .map(TrialParameters::outside)
                .or(() -> aroundDynamicTests(experiment, List.of()).map(TrialParameters::aroundDynamicTests));
    }

    /** {@return what is wrong with a method that asks for a trial where there is none} */
    static String message(Executable executable) {
        return AROUND_EACH.stream().anyMatch(each -> AnnotationSupport.isAnnotated(executable, each))
                ? aroundDynamicTests(executable)
                : outside(executable);
    }

    private static String aroundDynamicTests(Executable executable) {
        return "there is no Trial for " + executable + " around a @TestFactory, since dynamic tests have no Trial in"
                + " @BeforeEach and @AfterEach methods; a dynamic test asks Session.currentTrial()";
    }

    private static String outside(Executable executable) {
        return "a Trial is there for tests, @BeforeEach and @AfterEach methods only, not for " + executable
                + "; a dynamic test asks Session.currentTrial()";
    }

    private static boolean takesTrial(Executable executable) {
        return Arrays.asList(executable.getParameterTypes()).contains(Trial.class);
    }

    /** Methods before and after each test of a class are also those of the classes around it. */
    private static Optional<Executable> aroundDynamicTests(Class<?> type, List<Executable> around) {
        List<Executable> each = Stream.concat(around.stream(), annotated(type, AROUND_EACH))
                .filter(TrialParameters::takesTrial)
                .toList();
        boolean dynamic = annotated(type, List.of(TestFactory.class)).findAny().isPresent();
        return dynamic && !each.isEmpty()
                ? Optional.of(each.get(0))
                : Experiments.blocks(type)
                        .flatMap(nested -> aroundDynamicTests(nested, each).stream())
                        .findFirst();
    }

    private static Stream<Executable> outsideOfTrials(Class<?> type) {
        Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
        return Stream.concat(
                constructors, annotated(type, List.of(BeforeAll.class, AfterAll.class, TestFactory.class)));
    }

    private static Stream<Executable> annotated(Class<?> type, List<Class<? extends Annotation>> annotations) {
        return annotations.stream()
                .flatMap(annotation ->
                        AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN)
                                .stream());
    }
}
