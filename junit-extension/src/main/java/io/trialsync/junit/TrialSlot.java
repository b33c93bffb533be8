// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.ExperimentRun;
import io.trialsync.session.Completion;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where the callbacks of one test find its bracket, and leave its arguments, which only the interceptor is told. */
final class TrialSlot {

    private final TrialBracket bracket;
    private volatile List<Object> arguments = List.of();
    private volatile @Nullable Completion completion;

    TrialSlot(ExperimentRun run, ExtensionContext context) {
        Map<String, Object> ofClass = ParameterFields.after(Here.classArguments(context), context);
        Method method = context.getRequiredTestMethod();
        run.prepareFirstCall(method);
        this.bracket = run.newTrial(new TrialInfo(
                TrialIdentity.of(context),
                context.getDisplayName(),
                () -> parameters(method, ofClass),
                Here.block(context),
                TrialIdentity.isAgainIfAborted(context)));
    }

    private Map<String, Object> parameters(Method method, Map<String, Object> ofClass) {
        return Arguments.byName(ofClass, method, arguments);
    }

    void arguments(List<Object> given) {
        arguments = given;
    }

    TrialBracket bracket() {
        return bracket;
    }

    /** End the trial, the first time; why its test is to fail, although its body knows nothing of it. */
    Optional<String> finish(Optional<Throwable> thrown) {
        if (completion == null) {
            completion = Completions.of(thrown);
        }
        return bracket.finish(Completions.of(thrown), Completions.message(thrown));
    }

    /** How the trial ended; empty while it has not. What is thrown later, as by {@code @AfterEach}, is none of its business. */
    Optional<Completion> completion() {
        return Optional.ofNullable(completion);
    }
}
