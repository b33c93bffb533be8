// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.DesignSettings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;

/**
 * Puts methods and classes into a known order first, by {@code @Order} and then by name, and then into the one that its subclass
 * decides from their number.
 *
 * <p>Jupiter would only log what is thrown here, and run the trials in an order that nobody wanted. So an experiment's wrong
 * settings are left for {@link DesignCheck} to report, before the first trial.
 */
abstract class DesignOrderer implements MethodOrderer, ClassOrderer {

    /** What the order is by, for the record. */
    abstract String label();

    /**
     * Decide an order.
     *
     * @param count how many things there are
     * @param design what the order is decided by
     * @param name the name of these things, for a stream of randomness of their own
     * @return the numbers from 0 to count − 1
     */
    abstract List<Integer> positions(int count, DesignSettings design, String name);

    /** Say what is wrong with the settings, if anything is. */
    abstract void require(DesignSettings design);

    @Override
    public final void orderMethods(MethodOrdererContext context) {
        Class<?> testClass = context.getTestClass();
        order(
                context.getMethodDescriptors(),
                testClass,
                Comparator.comparingInt((MethodDescriptor method) -> place(method.findAnnotation(Order.class)))
                        .thenComparing(method -> method.getMethod().getName())
                        .thenComparing(
                                method -> Arrays.toString(method.getMethod().getParameterTypes())),
                "trialsync/methods/" + testClass.getSimpleName(),
                context::getConfigurationParameter);
    }

    @Override
    public final void orderClasses(ClassOrdererContext context) {
        List<? extends ClassDescriptor> classes = context.getClassDescriptors();
        if (classes.isEmpty()) {
            return;
        }
        Class<?> first = classes.get(0).getTestClass();
        boolean blocks = classes.get(0).isAnnotated(Nested.class);
        Class<?> outer = blocks ? first.getEnclosingClass() : first;
        order(
                classes,
                outer,
                Comparator.comparingInt((ClassDescriptor each) -> place(each.findAnnotation(Order.class)))
                        .thenComparing(each -> each.getTestClass().getName()),
                blocks ? "trialsync/blocks/" + outer.getSimpleName() : "trialsync/classes",
                context::getConfigurationParameter);
    }

    private static int place(Optional<Order> order) {
        return order.map(Order::value).orElse(Order.DEFAULT);
    }

    private <T> void order(
            List<T> things,
            Class<?> testClass,
            Comparator<? super T> known,
            String name,
            Function<String, Optional<String>> parameters) {
        things.sort(known);
        try {
            DesignSettings design =
                    Experiments.configuration(testClass, parameters).design();
            arrange(things, positions(things.size(), design, name));
        } catch (IllegalArgumentException e) {
            if (Experiments.around(testClass).isEmpty()) {
                throw e;
            }
        }
    }

    private static <T> void arrange(List<T> things, List<Integer> positions) {
        List<T> before = List.copyOf(things);
        for (int i = 0; i < before.size(); i++) {
            things.set(i, before.get(positions.get(i)));
        }
    }
}
