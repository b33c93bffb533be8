// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.Completion;
import io.trialsync.session.design.TrialQueue;
import io.trialsync.session.design.TrialQueue.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One attempt at a trial of a design: hands its values to the test, and puts the trial back if it was aborted. */
final class TrialAttempt implements TestTemplateInvocationContext, ParameterResolver, AfterEachCallback {

    private final Turn<DesignedTrial> turn;
    private final TrialQueue<DesignedTrial> queue;

    /** The next attempt of those in a queue. */
    TrialAttempt(TrialQueue<DesignedTrial> queue) {
        this.turn = queue.next();
        this.queue = queue;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        String values = turn.trial().toString();
        String name = values.isEmpty() ? "trial " + invocationIndex : values;
        return turn.attempt() == 1 ? name : name + " (attempt " + turn.attempt() + ")";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
        TrialIdentity.set(context, turn.trial().identify(context.getUniqueId()), queue.mayComeAgain(turn));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getTestMethod()
                        .filter(parameter.getDeclaringExecutable()::equals)
                        .isPresent()
                && turn.trial().value(parameter.getIndex()).isPresent();
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return turn.trial().value(parameter.getIndex()).orElseThrow().value();
    }

    /**
     * What counts is how the trial ended, or that it was aborted before it began, and not what came after it. What was held back
     * before it became a trial, as by a run that was ended, is not put back.
     */
    @Override
    public void afterEach(ExtensionContext context) {
        Here.slot(context)
                .map(slot -> slot.completion().orElseGet(() -> Completions.of(context.getExecutionException())))
                .filter(Completion.ABORTED::equals)
                .ifPresent(aborted -> queue.putBack(turn));
    }
}
