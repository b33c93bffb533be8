// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.session.Trial;
import org.testng.ITestResult;
import org.testng.Reporter;

/** The trial that is running. Stateless. */
public final class Trials {

    private Trials() {}

    /**
     * {@return the trial whose body runs on this thread, or on the thread that has started it}
     *
     * @throws IllegalStateException if none does, as in a {@code @BeforeMethod} method or in a class without {@link Experiment}
     */
    public static Trial current() {
        ITestResult result = Reporter.getCurrentTestResult();
        TestTrial trial = result == null ? null : TestTrial.of(result);
        if (trial == null) {
            throw new IllegalStateException(
                    "no trial runs on thread " + Thread.currentThread().getName()
                            + "; Trials.current() is for the bodies of @Test methods of a class with @Experiment, and for threads"
                            + " that they start; hand the trial over to others");
        }
        return trial.bracket().trial();
    }
}
