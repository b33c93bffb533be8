// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.TestArguments;
import io.trialsync.session.Completion;
import io.trialsync.session.Session;
import io.trialsync.session.TrialInfo;
import io.trialsync.testng.TrialIds.TrialId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testng.ITestResult;
import org.testng.SkipException;

/** One experiment class in one {@code <test>} of a suite: its session, or why there is none. Thread-safe. */
final class ExperimentClass {

    private final @Nullable ExperimentRun run;
    private final String refusal;
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private final TrialIds ids = new TrialIds();
    private int openInstances;

    private ExperimentClass(@Nullable ExperimentRun run, String refusal, int instances) {
        this.run = run;
        this.refusal = refusal;
        this.openInstances = instances;
    }

    static ExperimentClass running(ExperimentRun run, int instances) {
        return new ExperimentClass(run, "", instances);
    }

    /** One that cannot run; its first test fails by the message, and all others are skipped. */
    static ExperimentClass refused(String message) {
        return new ExperimentClass(null, message, 0);
    }

    /** One that does not begin any more, since the run was ended; all its tests are skipped. */
    static ExperimentClass stopped(String reason) {
        ExperimentClass stopped = refused(reason);
        stopped.refusalTold.set(true);
        return stopped;
    }

    Session session() {
        return run().session();
    }

    TrialIds ids() {
        return ids;
    }

    private ExperimentRun run() {
        if (run == null) {
            throw new ExperimentException(refusal);
        }
        return run;
    }

    /** TestNG tells the end of each instance of the class; the session ends with the last. */
    synchronized Optional<ExperimentRun> instanceEnded() {
        return --openInstances == 0 ? Optional.ofNullable(run) : Optional.empty();
    }

    /** The run, if it has not ended with its last instance. */
    synchronized Optional<ExperimentRun> leftOpen() {
        boolean open = openInstances > 0;
        openInstances = 0;
        return open ? Optional.ofNullable(run) : Optional.empty();
    }

    /** Wait while the run is paused; once it is stopped, and without a session, no test may begin. */
    void awaitTurn() {
        if (run == null) {
            throw refusalTold.compareAndSet(false, true)
                    ? new ExperimentException(refusal)
                    : new SkipException("skipped: " + refusal);
        }
        try {
            run.awaitTurn().ifPresent(reason -> {
                throw new SkipException(reason);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SkipException("interrupted while the run was paused", e);
        }
    }

    /** Get a trial ready for its test. */
    void arm(ITestResult result) {
        ExperimentRun run = run();
        long before = System.nanoTime();
        TrialId id = ids.next(result);
        TestTrial trial = new TestTrial(id, run.newTrial(info(id, result)));
        trial.keepWith(result);
        run.prepareFirstCall(result.getMethod().getConstructorOrMethod().getMethod());
        trial.bracket().arm();
        run.countAddedNanos(System.nanoTime() - before);
    }

    /** A test that TestNG skips, since its preparation or another test has failed. */
    void neverBegan(ITestResult result) {
        if (run != null) {
            run.newTrial(info(ids.next(result), result)).finish(Completion.ABORTED, Completions.message(result));
        }
    }

    /** End a trial; why its test is to fail, although its body knows nothing of it. */
    Optional<String> finish(TestTrial trial, ITestResult result) {
        long before = System.nanoTime();
        Optional<String> problem = trial.bracket().finish(Completions.of(result), Completions.message(result));
        run().countAddedNanos(System.nanoTime() - before);
        return problem;
    }

    private static TrialInfo info(TrialId id, ITestResult result) {
        Map<String, Object> parameters = TestArguments.byName(
                Map.of(),
                result.getMethod().getConstructorOrMethod().getMethod(),
                Arrays.asList(result.getParameters()),
                ExperimentClass::isGivenByTestNg);
        String arguments =
                parameters.values().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        String repetition = result.getMethod().getInvocationCount() > 1 || id.repetition() > 1
                ? " repetition " + id.repetition()
                : "";
        return new TrialInfo(id.uniqueId(), result.getName() + arguments + repetition, () -> parameters);
    }

    private static boolean isGivenByTestNg(Class<?> type) {
        return type.getName().startsWith("org.testng.") || type.getName().startsWith("java.lang.reflect.");
    }
}
