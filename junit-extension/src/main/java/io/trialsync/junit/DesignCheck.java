// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.Configuration;
import io.trialsync.session.design.DesignSettings;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What is wrong with the design of an experiment is said before its session begins; what is right is noted for the journal: what
 * the order of methods and blocks was by, and each designed method's levels.
 */
final class DesignCheck {

    private final Configuration configuration;
    private final Function<String, Optional<String>> parameters;

    private DesignCheck(Configuration configuration, Function<String, Optional<String>> parameters) {
        this.configuration = configuration;
        this.parameters = parameters;
    }

    /**
     * Check a design, and note it in the configuration.
     *
     * @throws IllegalArgumentException if something is wrong with it
     */
    static void require(
            Class<?> experiment, Configuration configuration, Function<String, Optional<String>> parameters) {
        new DesignCheck(configuration, parameters)
                .require(Experiments.withBlocks(experiment).toList());
    }

    private void require(List<Class<?>> testClasses) {
        order(
                "trialsync.order.methods",
                "junit.jupiter.testmethod.order.default",
                orderers(testClasses, TestMethodOrder.class, TestMethodOrder::value));
        order(
                "trialsync.order.blocks",
                "junit.jupiter.testclass.order.default",
                orderers(testClasses, TestClassOrder.class, TestClassOrder::value));
        testClasses.forEach(this::designedMethods);
    }

    private static <A extends Annotation> Stream<Class<?>> orderers(
            List<Class<?>> testClasses, Class<A> annotation, Function<A, Class<?>> value) {
        return testClasses.stream()
                .flatMap(each -> AnnotationSupport.findAnnotation(each, annotation).stream())
                .map(value);
    }

    private void order(String key, String defaultKey, Stream<Class<?>> orderers) {
        Stream<DesignOrderer> byDefault = Stream.of(new Shuffled(), new Counterbalanced())
                .filter(ours -> parameters
                        .apply(defaultKey)
                        .filter(ours.getClass().getName()::equals)
                        .isPresent());
        List<DesignOrderer> ours =
                Stream.concat(orderers.flatMap(DesignCheck::ours), byDefault).toList();
        if (ours.isEmpty()) {
            return;
        }
        DesignSettings design = configuration.design();
        ours.forEach(orderer -> orderer.require(design));
        configuration.note(
                key,
                String.join(
                        ", ", ours.stream().map(DesignOrderer::label).distinct().toList()));
        if (ours.stream().anyMatch(Counterbalanced.class::isInstance)) {
            configuration.note(
                    Configuration.PARTICIPANT_NUMBER_PROPERTY_NAME, Long.toString(design.participantNumber()));
        }
    }

    private static Stream<DesignOrderer> ours(Class<?> orderer) {
        return DesignOrderer.class.isAssignableFrom(orderer)
                ? Stream.of((DesignOrderer) ReflectionSupport.newInstance(orderer))
                : Stream.empty();
    }

    private boolean instancePerClass(Class<?> testClass) {
        return AnnotationSupport.findAnnotation(testClass, TestInstance.class)
                .map(annotation -> annotation.value() == TestInstance.Lifecycle.PER_CLASS)
                .orElseGet(() -> parameters
                        .apply(TestInstance.Lifecycle.DEFAULT_LIFECYCLE_PROPERTY_NAME)
                        .filter(TestInstance.Lifecycle.PER_CLASS.name()::equalsIgnoreCase)
                        .isPresent());
    }

    private void designedMethods(Class<?> testClass) {
        List<Method> methods = AnnotationSupport.findAnnotatedMethods(
                testClass, DesignedTrials.class, HierarchyTraversalMode.TOP_DOWN);
        for (Method method : methods) {
            DesignedMethod designed = new DesignedMethod(testClass, method);
            if (designed.hasSource()) {
                DesignSource.require(designed, testClass, instancePerClass(testClass));
            }
            configuration.note(
                    "trialsync.design." + testClass.getSimpleName() + "." + method.getName(), designed.toString());
        }
    }
}
