// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.session.TrialBracket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.testng.IClassListener;
import org.testng.IExecutionListener;
import org.testng.IHookCallBack;
import org.testng.IHookable;
import org.testng.IInvokedMethod;
import org.testng.IInvokedMethodListener;
import org.testng.ITestClass;
import org.testng.ITestContext;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.Reporter;

/**
 * Drives the core runner by TestNG's callbacks. TestNG finds it on the class path by itself; where service loading is off, name it
 * in {@code @Listeners} or {@code testng.xml}, which does no harm elsewhere either.
 *
 * <p>The two stamps of a trial are taken in {@link #run}, right around the body. TestNG calls only one {@link IHookable}: another
 * listener that is one must not be used together with it, and an experiment class must not be one.
 */
public final class ExperimentListener
        implements IExecutionListener, ITestListener, IClassListener, IInvokedMethodListener, IHookable {

    private static final String DRY_RUN = "testng.mode.dryrun";

    private final ReentrantLock oneTrialAtATime = ThisJvm.STATE.oneTrialAtATime();

    /** For TestNG. */
    public ExperimentListener() {}

    /** To find out what tests there are, some runners let TestNG call all listeners without running any test. */
    static boolean isDryRun() {
        return Boolean.getBoolean(DRY_RUN);
    }

    @Override
    public void onStart(ITestContext context) {
        if (!isDryRun()) {
            Experiments.begin(context);
        }
    }

    @Override
    public void onBeforeClass(ITestClass testClass) {
        ThisJvm.STATE.experimentsOf(testClass.getXmlTest()).ifPresent(experiments -> experiments.begin(testClass));
    }

    @Override
    public void beforeInvocation(IInvokedMethod method, ITestResult result, ITestContext context) {
        if (!method.isTestMethod() || TestTrial.of(result) != null) {
            return;
        }
        Optional<ExperimentClass> experiment = experiment(result, context);
        if (result.getStatus() == ITestResult.SKIP) {
            experiment.ifPresent(its -> its.neverBegan(result));
        } else if (experiment.isPresent()) {
            oneTrialAtATime.lock();
            try {
                // only now: the run may have been paused or ended while this trial waited for another one's end
                experiment.get().awaitTurn();
                experiment.get().arm(result);
            } finally {
                if (TestTrial.of(result) == null) {
                    oneTrialAtATime.unlock();
                }
            }
        }
    }

    @Override
    public void run(IHookCallBack callBack, ITestResult result) {
        TestTrial trial = TestTrial.of(result);
        if (trial == null) {
            callBack.runTestMethod(result);
            return;
        }
        // with a time limit this is another thread than the one of the other callbacks
        Reporter.setCurrentTestResult(result);
        trial.hook();
        stamped(callBack, result, trial.bracket());
    }

    private static void stamped(IHookCallBack callBack, ITestResult result, TrialBracket bracket) {
        bracket.stampBegin();
        try {
            callBack.runTestMethod(result);
        } finally {
            bracket.stampEnd();
        }
    }

    @Override
    public void afterInvocation(IInvokedMethod method, ITestResult result, ITestContext context) {
        TestTrial trial = method.isTestMethod() ? TestTrial.of(result) : null;
        if (trial == null || !oneTrialAtATime.isHeldByCurrentThread()) {
            return;
        }
        try {
            requireStamps(trial, result);
            experiment(result, context)
                    .flatMap(experiment -> experiment.finish(trial, result))
                    .ifPresent(problem -> fail(result, problem));
        } finally {
            oneTrialAtATime.unlock();
        }
    }

    /** A body that threw keeps its own exception. */
    private static void fail(ITestResult result, String problem) {
        if (result.getStatus() != ITestResult.SUCCESS) {
            return;
        }
        result.setThrowable(new ExperimentException(problem));
        result.setStatus(ITestResult.FAILURE);
    }

    /**
     * TestNG keeps the hook that was registered last, and says so in its log only. A body that never ran, since a listener before it
     * threw, has no stamps either, but it has not succeeded.
     */
    private static void requireStamps(TestTrial trial, ITestResult result) {
        if (!trial.wasHooked() && result.getStatus() == ITestResult.SUCCESS) {
            result.setThrowable(
                    new ExperimentException("the trial has no stamps, since another listener is an IHookable and"
                            + " TestNG calls only one; remove the other one"));
            result.setStatus(ITestResult.FAILURE);
        }
    }

    @Override
    public void onTestSkipped(ITestResult result) {
        TestTrial trial = TestTrial.of(result);
        if (trial != null && result.wasRetried()) {
            experiment(result, result.getTestContext())
                    .ifPresent(experiment -> experiment.ids().tryAgain(trial.id()));
        }
    }

    private static Optional<ExperimentClass> experiment(ITestResult result, ITestContext context) {
        return Experiments.of(context, result.getTestClass().getRealClass());
    }

    @Override
    public void onAfterClass(ITestClass testClass) {
        ThisJvm.STATE
                .experimentsOf(testClass.getXmlTest())
                .flatMap(experiments -> experiments.end(testClass))
                .ifPresent(ThisJvm.STATE::tell);
    }

    @Override
    public void onFinish(ITestContext context) {
        ThisJvm.STATE
                .close(context.getCurrentXmlTest())
                .ifPresent(experiments -> experiments.end().forEach(ThisJvm.STATE::tell));
    }

    /** What goes wrong after the last test can no longer fail a test; so it fails the whole run, once all else is done. */
    @Override
    public void onExecutionFinish() {
        List<String> problems = ThisJvm.STATE.problems();
        if (!problems.isEmpty()) {
            throw new ExperimentException(String.join("; ", problems));
        }
    }
}
