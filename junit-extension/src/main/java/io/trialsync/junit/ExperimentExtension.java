// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.align.AlignmentException;
import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.DeclaredSettings;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.runner.SettingKeys;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.lang.reflect.Constructor;
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
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Drives an {@link ExperimentRun} by Jupiter's callbacks.
 *
 * <p>The two stamps of a trial are taken in the interceptors, which do nothing else between them and the body: the other callbacks
 * are microseconds to milliseconds away from it.
 */
final class ExperimentExtension
        implements ExecutionCondition,
                BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback,
                InvocationInterceptor,
                ParameterResolver {

    private static final ConditionEvaluationResult MAY_BEGIN = ConditionEvaluationResult.enabled("the run goes on");
    private static final Method NO_BODY =
            ReflectionSupport.findMethod(ExperimentExtension.class, "noBody").orElseThrow();

    /** What the trials for nobody call. */
    static void noBody() {}

    /** Once the run is stopped, nothing begins any more: no trial, no block and no other experiment's session. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ExperimentRun run = Here.run(context);
        Optional<String> stopped = run == null ? ExperimentControl.stopped(context) : run.stopped();
        return stopped.map(ConditionEvaluationResult::disabled).orElse(MAY_BEGIN);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ExperimentRun run = Here.run(context);
        if (run == null) {
            ExperimentRun started = start(context);
            Here.keep(context, started);
            started.rehearse(ExperimentExtension::rehearse);
        } else {
            Here.keepBlock(context, run.beginBlock(context.getDisplayName()));
        }
    }

    private static ExperimentRun start(ExtensionContext context) {
        Class<?> experiment = context.getRequiredTestClass();
        TrialParameters.misplaced(experiment).ifPresent(problem -> {
            throw new ExtensionConfigurationException(problem);
        });
        Map<String, String> declared = AnnotationSupport.findAnnotation(experiment, Experiment.class)
                .map(DeclaredSettings::of)
                .orElse(Map.of());
        Configuration configuration =
                new Configuration(experiment.getName(), context::getConfigurationParameter, declared);
        try {
            SettingKeys.requireNoneMisspelt(System.getProperties().stringPropertyNames());
            DesignCheck.require(experiment, configuration, context::getConfigurationParameter);
            return ExperimentRun.start(
                    configuration,
                    Devices.onClassPath(experiment.getClassLoader()),
                    ExperimentControl.runnerContext(context),
                    line -> System.out.println("TrialSync: " + line));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new JUnitException("the session cannot begin: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ExperimentRun run = Here.run(context);
        if (run == null) {
            return;
        }
        if (!isOutermost(context)) {
            Integer block = Here.block(context);
            if (block != null) {
                run.endBlock(block);
            }
            return;
        }
        try {
            RunSummary summary = run.finish();
            summary.lines().forEach(line -> System.out.println("TrialSync: " + line));
            PublishedTables.publish(context, run.session().folder());
            summary.notAligned().ifPresent(problem -> {
                throw new JUnitException("all data are in the journal, but " + problem);
            });
        } catch (IOException | AlignmentException e) {
            throw new JUnitException("the session could not be completed: " + e.getMessage(), e);
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getParent().map(parent -> Here.run(parent) == null).orElse(true);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        ExperimentRun run = Here.run(context);
        if (run == null || AnnotationSupport.isAnnotated(context.getTestMethod(), TestFactory.class)) {
            return;
        }
        awaitTurn(run);
        long before = System.nanoTime();
        Here.keep(context, new TrialSlot(run, context));
        run.countAddedNanos(System.nanoTime() - before);
    }

    /** The experimenter may end the run while it is paused; this trial then has not begun, and is not counted. */
    private static void awaitTurn(ExperimentRun run) throws InterruptedException {
        Optional<String> stopped = run.awaitTurn();
        if (stopped.isPresent()) {
            throw new TestAbortedException(stopped.get());
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        long before = System.nanoTime();
        Here.slot(context).ifPresent(slot -> slot.bracket().arm());
        countAdded(context, before);
    }

    /** What a class is constructed with, as by {@code @ParameterizedClass}, are parameters of its trials. */
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> invocationContext,
            ExtensionContext context)
            throws Throwable {
        Here.keepClassArguments(
                context,
                Arguments.byName(
                        Here.classArguments(context),
                        invocationContext.getExecutable(),
                        invocationContext.getArguments()));
        return invocation.proceed();
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
        TrialSlot slot = Here.slot(context).orElse(null);
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

    /** Takes a trial for nobody through what stands between the stamps and the body. */
    private static void rehearse(TrialBracket bracket) {
        try {
            stamped(
                    () -> {
                        ReflectionSupport.invokeMethod(NO_BODY, null);
                        return null;
                    },
                    bracket);
        } catch (Throwable e) {
            throw new IllegalStateException("a body that does nothing failed", e);
        }
    }

    /** Dynamic tests have no callbacks of their own, so that the whole bracket stands here. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext context)
            throws Throwable {
        ExperimentRun run = Here.run(context);
        if (run == null) {
            invocation.proceed();
            return;
        }
        awaitTurn(run);
        long before = System.nanoTime();
        TrialBracket bracket = run.newTrial(
                new TrialInfo(context.getUniqueId(), context.getDisplayName(), Map::of, Here.block(context)));
        bracket.arm();
        run.countAddedNanos(System.nanoTime() - before);
        Optional<Throwable> thrown = Optional.empty();
        Optional<String> problem;
        try {
            stamped(invocation, bracket);
        } catch (Throwable e) {
            thrown = Optional.of(e);
            throw e;
        } finally {
            long after = System.nanoTime();
            problem = bracket.finish(Completions.of(thrown), Completions.message(thrown));
            run.countAddedNanos(System.nanoTime() - after);
        }
        failBy(problem);
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
        Optional<String> problem = Here.slot(context).flatMap(slot -> slot.finish(thrown));
        countAdded(context, before);
        failBy(problem);
    }

    /** What its body knows nothing of fails a trial that completed; one that threw keeps its own exception. */
    private static void failBy(Optional<String> problem) {
        problem.ifPresent(text -> {
            throw new JUnitException(text);
        });
    }

    private static void countAdded(ExtensionContext context, long before) {
        ExperimentRun run = Here.run(context);
        if (run != null) {
            run.countAddedNanos(System.nanoTime() - before);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Here.isOffered(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Here.offered(parameter, context);
    }
}
