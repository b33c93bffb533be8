// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.session.Session;
import org.testng.ITestContext;
import org.testng.ITestResult;
import org.testng.Reporter;
import org.testng.SkipException;

/** The session of an experiment. Stateless. */
public final class Sessions {

    private Sessions() {}

    /**
     * {@return the session of the experiment whose {@code @Test}, {@code @BeforeClass}, {@code @AfterClass}, {@code @BeforeMethod} or
     * {@code @AfterMethod} method runs on this thread, or on the thread that has started it}
     *
     * @throws IllegalStateException if none does, as in a data provider or in a class without {@link Experiment}
     */
    public static Session current() {
        ITestResult result = Reporter.getCurrentTestResult();
        if (result == null) {
            throw new IllegalStateException("no method of an experiment runs on thread "
                    + Thread.currentThread().getName() + "; in a data provider use Sessions.of(context, class)");
        }
        return of(result.getTestContext(), result.getTestClass().getRealClass());
    }

    /**
     * {@return the session of an experiment, for its data providers}
     *
     * @param context the context, which TestNG hands to a data provider that has such a parameter
     * @param experiment the experiment's class
     * @throws IllegalStateException if the class is no experiment or has not begun
     * @throws SkipException if TestNG only finds out what tests there are, as at first under Surefire 3.6
     */
    public static Session of(ITestContext context, Class<?> experiment) {
        if (ExperimentListener.isDryRun()) {
            throw new SkipException("there is no session yet");
        }
        return Experiments.of(context, experiment)
                .map(ExperimentClass::session)
                .orElseThrow(() -> new IllegalStateException(
                        experiment.getName() + " has no session; it needs @Experiment and must have begun"));
    }
}
