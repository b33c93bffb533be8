// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility.testng;

import io.trialsync.testng.Experiment;
import io.trialsync.testng.Sessions;
import io.trialsync.testng.Trials;
import org.testng.ITestContext;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** One of two experiments of the same task, which two forks run at the same time. */
@Experiment(task = "search")
public class LeftExperiment {

    /** For the test framework. */
    public LeftExperiment() {}

    /** Rows that need the session. */
    @DataProvider
    public static Object[] rows(ITestContext context) {
        long seed = Sessions.of(context, LeftExperiment.class).seed();
        return new Object[] {seed, seed + 1, seed + 2};
    }

    /** A trial. */
    @Test(dataProvider = "rows")
    public void search(long row) {
        Trials.current().put("side", "left");
    }
}
