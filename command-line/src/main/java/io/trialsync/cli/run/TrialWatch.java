// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.session.ProgressListener;
import io.trialsync.session.RunControl;
import io.trialsync.session.TrialReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Watches the experiments run: shows their trials and keeps in mind what did not go as it should. Thread-safe. */
final class TrialWatch implements ProgressListener, TestExecutionListener {

    private static final String WRONG_CONFIGURATION = "org.junit.jupiter.api.extension.ExtensionConfigurationException";

    private final Handover handover;
    private final Display display;
    private final RunControl control;
    private final RunningTests running;
    private final boolean verbose;
    private final List<String> problems = new ArrayList<>();
    private final List<String> failedTests = new ArrayList<>();
    private @Nullable String mistake;
    private boolean anySession;
    private boolean heldBack;

    TrialWatch(Handover handover, Display display, RunControl control, RunningTests running, boolean verbose) {
        this.handover = handover;
        this.display = display;
        this.control = control;
        this.running = running;
        this.verbose = verbose;
    }

    @Override
    public synchronized void sessionBegan(Path folder) {
        anySession = true;
        try {
            handover.addSession(folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void trialEnded(TrialReport report) {
        display.trialEnded(report);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            running.started(test.getUniqueId());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        noteIfHeldBack(reason);
    }

    /** With the run's own reason, a trial has not begun because the run was ended. */
    private synchronized void noteIfHeldBack(String reason) {
        heldBack |= control.stopped().filter(reason::contains).isPresent();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            running.finished(test.getUniqueId());
        }
        Throwable thrown = result.getThrowable().orElse(null);
        if (thrown == null) {
            return;
        }
        switch (result.getStatus()) {
            case ABORTED -> noteIfHeldBack(String.valueOf(thrown.getMessage()));
            case FAILED -> failed(test, thrown);
            case SUCCESSFUL -> {}
        }
    }

    private void failed(TestIdentifier test, Throwable thrown) {
        if (test.isTest()) {
            synchronized (this) {
                failedTests.add(test.getUniqueId());
            }
            display.say("  " + test.getDisplayName() + ": " + described(thrown));
        } else {
            outsideOfTrials(test, thrown);
        }
        if (verbose) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            display.say(trace.toString().stripTrailing());
        }
    }

    private synchronized void outsideOfTrials(TestIdentifier test, Throwable thrown) {
        if (thrown.getClass().getName().equals(WRONG_CONFIGURATION) && !anySession) {
            mistake = mistake == null ? message(thrown) : mistake;
        } else {
            problems.add(test.getDisplayName() + ": " + described(thrown));
        }
    }

    /** What was thrown and where in the experiment; JUnit's own exceptions have it all in their message. */
    private static String described(Throwable thrown) {
        String type = thrown.getClass().getName();
        if (type.startsWith("org.junit.")) {
            return message(thrown);
        }
        String place = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !isLibrary(frame.getClassName()))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
        String message = thrown.getMessage() == null ? "" : ": " + message(thrown);
        return thrown.getClass().getSimpleName() + message + place;
    }

    private static String message(Throwable thrown) {
        return OneLine.of(String.valueOf(thrown.getMessage()));
    }

    private static boolean isLibrary(String className) {
        return className.matches("(java|javax|jdk|sun|org\\.junit|org\\.opentest4j|org\\.assertj|org\\.hamcrest)\\..*");
    }

    /** Keep in mind a failure of the whole. */
    synchronized void failed(String problem) {
        problems.add(problem);
    }

    synchronized RunOutcome outcome() {
        return new RunOutcome(
                mistake, problems, failedTests, heldBack ? control.stopped().orElse(null) : null);
    }
}
