// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.Factorial;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.platform.commons.support.AnnotationSupport;

/** A method with {@link DesignedTrials}, as it is declared; what is wrong with it is said when this is made. */
final class DesignedMethod {

    private final Class<?> testClass;
    private final Method method;
    private final DesignedTrials design;
    private final List<Factor> factors;

    /** @throws IllegalArgumentException if something is wrong with its annotations */
    DesignedMethod(Class<?> testClass, Method method) {
        this.testClass = testClass;
        this.method = method;
        this.design =
                AnnotationSupport.findAnnotation(method, DesignedTrials.class).orElseThrow();
        requireAtLeastOne("repetitions", design.repetitions());
        requireAtLeastOne("attempts", design.attempts());
        this.factors = IntStream.range(0, method.getParameterCount())
                .filter(this::isFactor)
                .mapToObj(index -> named(() -> Factor.of(index, parameter(index))))
                .toList();
        if (!hasSource()) {
            requireFewEnough(combinations().size());
        }
    }

    private void requireAtLeastOne(String element, int given) {
        if (given < 1) {
            throw wrong(element + " = " + given + " is not allowed; 1 or more are");
        }
    }

    private boolean isFactor(int index) {
        Parameter parameter = parameter(index);
        boolean hasLevels = parameter.isAnnotationPresent(Levels.class);
        if (hasLevels && hasSource()) {
            throw wrong("parameter " + parameter.getName() + " has @Levels, but there is a source [" + design.source()
                    + "]; only one of the two is allowed");
        }
        if (!hasLevels
                && !hasSource()
                && parameter.getAnnotations().length == 0
                && Factor.isPlain(parameter.getType())) {
            throw wrong("parameter " + parameter.getName() + " has no @Levels, and there is no source of rows");
        }
        return hasLevels;
    }

    Parameter parameter(int index) {
        return method.getParameters()[index];
    }

    int parameterCount() {
        return method.getParameterCount();
    }

    boolean hasSource() {
        return !design.source().isEmpty();
    }

    String source() {
        return design.source();
    }

    int attempts() {
        return design.attempts();
    }

    /** The name of its stream of randomness, so that each method has an order of its own. */
    String streamName() {
        return "trialsync/trials/" + testClass.getSimpleName() + "." + method.getName();
    }

    /** Each combination of the levels once. */
    List<List<DesignedValue>> combinations() {
        return named(() ->
                Factorial.combinations(factors.stream().map(Factor::levels).toList()));
    }

    /** The trials in their order, each the values of its condition. */
    List<List<DesignedValue>> trials(List<List<DesignedValue>> conditions, Random random) {
        requireFewEnough(conditions.size());
        return design.order().arrange(conditions, design.repetitions(), random);
    }

    private void requireFewEnough(int conditions) {
        named(() -> {
            Factorial.requireFewEnough((long) conditions * design.repetitions());
            return conditions;
        });
    }

    private <T> T named(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** The error for something that is wrong with this method's design. */
    IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(
                "@DesignedTrials of " + testClass.getSimpleName() + "." + method.getName() + ": " + problem);
    }

    /** For the record. */
    @Override
    public String toString() {
        String conditions = hasSource()
                ? "rows of " + source()
                : factors.stream().map(Factor::toString).collect(Collectors.joining(" x "));
        return design.repetitions() + " x " + (conditions.isEmpty() ? "one condition" : conditions) + ", "
                + design.order().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
