// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.align.AlignmentException;
import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.DeclaredSettings;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.runner.RunnerContext;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Drives an {@link ExperimentRun} by Jupiter's callbacks.
 *
 * <p>The two stamps of a trial are taken in the interceptors, which do nothing else between them and the body: the other callbacks
 * are microseconds to milliseconds away from it.
 */
final class ExperimentExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback,
                InvocationInterceptor,
                ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ExperimentExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        ExperimentRun run = run(context);
        if (run == null) {
            context.getStore(NAMESPACE).put(ExperimentRun.class, start(context));
        } else {
            run.beginBlock(context.getDisplayName());
        }
    }

    private static ExperimentRun start(ExtensionContext context) {
        Class<?> experiment = context.getRequiredTestClass();
        Map<String, String> declared = AnnotationSupport.findAnnotation(experiment, Experiment.class)
                .map(DeclaredSettings::of)
                .orElse(Map.of());
        Configuration configuration =
                new Configuration(experiment.getName(), context::getConfigurationParameter, declared);
        try {
            return ExperimentRun.start(
                    configuration,
                    Devices.onClassPath(experiment.getClassLoader()),
                    launcherContext(context),
                    line -> System.out.println("TrialSync: " + line));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new JUnitException("the session cannot begin: " + e.getMessage(), e);
        }
    }

    /** Lives as long as the launcher's session, so that a rerun of failed trials finds its devices and its folder. */
    private static RunnerContext launcherContext(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(RunnerContext.class, key -> new RunnerContext(), RunnerContext.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ExperimentRun run = run(context);
        if (run == null) {
            return;
        }
        if (!isOutermost(context)) {
            run.endBlock();
            return;
        }
        try {
            RunSummary summary = run.finish();
            summary.lines().forEach(line -> System.out.println("TrialSync: " + line));
            summary.notAligned().ifPresent(problem -> {
                throw new JUnitException("all data are in the journal, but " + problem);
            });
        } catch (IOException | AlignmentException e) {
            throw new JUnitException("the session could not be completed: " + e.getMessage(), e);
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getParent().map(parent -> run(parent) == null).orElse(true);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ExperimentRun run = run(context);
        if (run == null || AnnotationSupport.isAnnotated(context.getTestMethod(), TestFactory.class)) {
            return;
        }
        long before = System.nanoTime();
        context.getStore(NAMESPACE).put(TrialSlot.class, new TrialSlot(run, context));
        run.countAddedNanos(System.nanoTime() - before);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        long before = System.nanoTime();
        slot(context).ifPresent(slot -> slot.bracket().arm());
        countAdded(context, before);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        stamped(invocation, invocationContext, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        stamped(invocation, invocationContext, context);
    }

    private static void stamped(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        TrialSlot slot = slot(context).orElse(null);
        if (slot == null) {
            invocation.proceed();
            return;
        }
        slot.arguments(invocationContext.getArguments());
        stamped(invocation, slot.bracket());
    }

    private static void stamped(Invocation<@Nullable Void> invocation, TrialBracket bracket) throws Throwable {
        bracket.stampBegin();
        try {
            invocation.proceed();
        } finally {
            bracket.stampEnd();
        }
    }

    /** Dynamic tests have no callbacks of their own, so that the whole bracket stands here. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext context)
            throws Throwable {
        ExperimentRun run = run(context);
        if (run == null) {
            invocation.proceed();
            return;
        }
        long before = System.nanoTime();
        TrialBracket bracket = run.newTrial(new TrialInfo(context.getUniqueId(), context.getDisplayName(), Map::of));
        bracket.arm();
        run.countAddedNanos(System.nanoTime() - before);
        Optional<Throwable> thrown = Optional.empty();
        try {
            stamped(invocation, bracket);
        } catch (Throwable e) {
            thrown = Optional.of(e);
            throw e;
        } finally {
            long after = System.nanoTime();
            bracket.finish(Completions.of(thrown), Completions.message(thrown));
            run.countAddedNanos(System.nanoTime() - after);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        finish(context);
    }

    /** Only has something left to do where the trial never came to its test. */
    @Override
    public void afterEach(ExtensionContext context) {
        finish(context);
    }

    private static void finish(ExtensionContext context) {
        long before = System.nanoTime();
        Optional<Throwable> thrown = context.getExecutionException();
        slot(context).ifPresent(slot -> slot.bracket().finish(Completions.of(thrown), Completions.message(thrown)));
        countAdded(context, before);
    }

    private static void countAdded(ExtensionContext context, long before) {
        ExperimentRun run = run(context);
        if (run != null) {
            run.countAddedNanos(System.nanoTime() - before);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Trial.class || type == Session.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Session.class) {
            ExperimentRun run = run(context);
            if (run != null) {
                return run.session();
            }
            throw new ParameterResolutionException("there is no session yet for " + parameter.getDeclaringExecutable()
                    + "; with one instance PER_CLASS, take it in a @BeforeAll method, not in the constructor");
        }
        return slot(context)
                .map(slot -> slot.bracket().trial())
                .orElseThrow(() -> new ParameterResolutionException(
                        "a Trial is there for tests, @BeforeEach and @AfterEach methods only, not for "
                                + parameter.getDeclaringExecutable()));
    }

    private static @Nullable ExperimentRun run(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(ExperimentRun.class, ExperimentRun.class);
    }

    private static Optional<TrialSlot> slot(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(TrialSlot.class, TrialSlot.class));
    }
}
