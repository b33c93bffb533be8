// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.ExperimentRun;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * What is kept for a context of Jupiter: the run of its experiment, its block, and its trial. A context sees what was kept for
 * those around it.
 */
final class Here {

    private static final Namespace NAMESPACE = Namespace.create(Here.class);
    private static final String BLOCK = "block";
    private static final String CLASS_ARGUMENTS = "class arguments";

    private Here() {}

    static @Nullable ExperimentRun run(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(ExperimentRun.class, ExperimentRun.class);
    }

    static void keep(ExtensionContext context, ExperimentRun run) {
        context.getStore(NAMESPACE).put(ExperimentRun.class, run);
        keepBlock(context, TrialInfo.NO_BLOCK);
    }

    static Optional<TrialSlot> slot(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(TrialSlot.class, TrialSlot.class));
    }

    static void keep(ExtensionContext context, TrialSlot slot) {
        context.getStore(NAMESPACE).put(TrialSlot.class, slot);
    }

    static @Nullable Integer block(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(BLOCK, Integer.class);
    }

    static void keepBlock(ExtensionContext context, int block) {
        context.getStore(NAMESPACE).put(BLOCK, block);
    }

    /** The arguments of the class that the context belongs to, and of those around it. */
    @SuppressWarnings("unchecked") // nobody else has the name space
    static Map<String, Object> classArguments(ExtensionContext context) {
        Map<String, Object> kept = context.getStore(NAMESPACE).get(CLASS_ARGUMENTS, Map.class);
        return kept == null ? Map.of() : kept;
    }

    static void keepClassArguments(ExtensionContext context, Map<String, Object> arguments) {
        context.getStore(NAMESPACE).put(CLASS_ARGUMENTS, arguments);
    }

    static boolean isOffered(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return type == Trial.class || type == Session.class;
    }

    static Object offered(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Trial.class) {
            return slot(context)
                    .map(slot -> slot.bracket().trial())
                    .orElseThrow(() -> new ParameterResolutionException(
                            TrialParameters.message(parameter.getDeclaringExecutable())));
        }
        ExperimentRun run = run(context);
        if (run != null) {
            return run.session();
        }
        throw new ParameterResolutionException("there is no session yet for " + parameter.getDeclaringExecutable()
                + "; with one instance PER_CLASS, take it in a @BeforeAll method, not in the constructor");
    }
}
