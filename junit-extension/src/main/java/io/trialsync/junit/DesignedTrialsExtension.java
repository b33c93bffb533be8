// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.ExperimentRun;
import io.trialsync.session.design.TrialQueue;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Gives Jupiter the trials of a method one by one. It asks for the next one when the last one is over, so that one that was aborted
 * can still be put back at the end.
 */
final class DesignedTrialsExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        TrialQueue<DesignedTrial> queue = queue(context);
        Iterator<TestTemplateInvocationContext> attempts = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return queue.hasNext();
            }

            @Override
            public TestTemplateInvocationContext next() {
                return new TrialAttempt(queue);
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(attempts, Spliterator.ORDERED), false);
    }

    /**
     * Only where no other method makes trials, since Jupiter tells nobody which methods it is going to run, nor how often a class
     * template is going to be invoked.
     */
    private static void tellHowMany(ExtensionContext context, int trials) {
        ExperimentRun run = Here.run(context);
        long methods = Experiments.around(context.getRequiredTestClass()).stream()
                .flatMap(Experiments::withBlocks)
                .flatMap(each ->
                        AnnotationSupport.findAnnotatedMethods(each, Testable.class, HierarchyTraversalMode.TOP_DOWN)
                                .stream())
                .distinct()
                .count();
        if (run != null && methods == 1 && ClassInvocations.of(context).isEmpty()) {
            run.planAll(trials);
        }
    }

    private static TrialQueue<DesignedTrial> queue(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        try {
            DesignedMethod method = new DesignedMethod(testClass, context.getRequiredTestMethod());
            Random random = Experiments.configuration(testClass, context::getConfigurationParameter)
                    .design()
                    .random(method.streamName() + ClassInvocations.of(context));
            List<List<DesignedValue>> conditions =
                    method.hasSource() ? new DesignSource(method, context).rows() : method.combinations();
            List<DesignedTrial> trials = method.trials(conditions, random).stream()
                    .map(DesignedTrial::new)
                    .toList();
            tellHowMany(context, trials.size());
            return new TrialQueue<>(trials, method.attempts());
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()));
        }
    }
}
