// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.align.AlignmentException;
import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.DeclaredSettings;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.runner.RunnerContext;
import io.trialsync.runner.SettingKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testng.IHookable;
import org.testng.ITestClass;
import org.testng.ITestContext;
import org.testng.ITestNGMethod;

/** The experiments of one {@code <test>} of a suite, kept with TestNG's context of it. Thread-safe. */
final class Experiments {

    private static final String ATTRIBUTE = "io.trialsync.experiments";

    private final ITestContext context;
    private final String name;
    private final RunnerContext runnerContext;
    private final Map<Class<?>, ExperimentClass> classes = new ConcurrentHashMap<>();

    private Experiments(ITestContext context) {
        this.context = context;
        this.name = context.getSuite().getName() + "/" + context.getName();
        this.runnerContext = ThisJvm.STATE.take(name);
    }

    /** Called by each listener that is registered. */
    static void begin(ITestContext context) {
        if (of(context).isEmpty()) {
            Experiments experiments = new Experiments(context);
            context.setAttribute(ATTRIBUTE, experiments);
            ThisJvm.STATE.open(context.getCurrentXmlTest(), experiments);
        }
    }

    static Optional<Experiments> of(ITestContext context) {
        return Optional.ofNullable((Experiments) context.getAttribute(ATTRIBUTE));
    }

    static Optional<ExperimentClass> of(ITestContext context, Class<?> experiment) {
        return of(context).map(experiments -> experiments.classes.get(experiment));
    }

    RunnerContext runnerContext() {
        return runnerContext;
    }

    /** Open the session of a class; called for each of its instances, perhaps at the same time. */
    synchronized void begin(ITestClass testClass) {
        Class<?> type = testClass.getRealClass();
        Experiment annotation = type.getAnnotation(Experiment.class);
        if (annotation != null && !classes.containsKey(type)) {
            classes.put(type, start(testClass, annotation));
        }
    }

    private ExperimentClass start(ITestClass testClass, Experiment annotation) {
        Class<?> type = testClass.getRealClass();
        if (IHookable.class.isAssignableFrom(type)) {
            return ExperimentClass.refused(
                    type.getName() + " is an IHookable itself, so that TestNG leaves out the stamps"
                            + " of TrialSync; an experiment class must not be one");
        }
        Optional<String> stopped = runnerContext.control().stopped();
        if (stopped.isPresent()) {
            return ExperimentClass.stopped(stopped.get());
        }
        Configuration configuration =
                new Configuration(type.getName(), this::parameter, DeclaredSettings.of(annotation));
        try {
            SettingKeys.requireNoneMisspelt(System.getProperties().stringPropertyNames());
            SettingKeys.requireNoneMisspelt(
                    context.getCurrentXmlTest().getAllParameters().keySet());
            ExperimentRun run = ExperimentRun.start(
                    configuration, Devices.onClassPath(type.getClassLoader()), runnerContext, Experiments::print);
            run.rehearse(bracket -> {
                bracket.stampBegin();
                bracket.stampEnd();
            });
            return ExperimentClass.running(run, instances(testClass));
        } catch (IllegalArgumentException e) {
            return ExperimentClass.refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return ExperimentClass.refused("the session cannot begin: " + e.getMessage());
        }
    }

    private Optional<String> parameter(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(context.getCurrentXmlTest().getParameter(key)));
    }

    private static int instances(ITestClass testClass) {
        return (int) Arrays.stream(testClass.getTestMethods())
                .map(ITestNGMethod::getInstance)
                .map(System::identityHashCode)
                .distinct()
                .count();
    }

    /** End the session of a class, if this was its last instance; what went wrong. */
    Optional<String> end(ITestClass testClass) {
        return Optional.ofNullable(classes.get(testClass.getRealClass()))
                .flatMap(ExperimentClass::instanceEnded)
                .flatMap(Experiments::finish);
    }

    /** End whatever is still open, and close the devices; what went wrong. */
    List<String> end() {
        List<String> problems = new ArrayList<>();
        for (ExperimentClass experiment : classes.values()) {
            experiment.leftOpen().flatMap(Experiments::finish).ifPresent(problems::add);
        }
        ThisJvm.STATE.giveBack(name, runnerContext);
        return problems;
    }

    private static Optional<String> finish(ExperimentRun run) {
        try {
            RunSummary summary = run.finish();
            summary.lines().forEach(Experiments::print);
            return summary.notAligned().map(problem -> "all data are in the journal, but " + problem);
        } catch (IOException | AlignmentException e) {
            return Optional.of("the session could not be completed: " + e.getMessage());
        }
    }

    private static void print(String line) {
        System.out.println("TrialSync: " + line);
    }
}
