// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.ExperimentRun;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where the callbacks of one test find its bracket, and leave its arguments, which only the interceptor is told. */
final class TrialSlot {

    private final TrialBracket bracket;
    private volatile List<Object> arguments = List.of();

    TrialSlot(ExperimentRun run, ExtensionContext context) {
        Map<String, Object> ofClass = ParameterFields.after(Here.classArguments(context), context);
        Method method = context.getRequiredTestMethod();
        this.bracket = run.newTrial(new TrialInfo(
                TrialIdentity.of(context),
                context.getDisplayName(),
                () -> parameters(method, ofClass),
                Here.block(context)));
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
}
