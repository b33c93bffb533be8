// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility.testng;

import io.trialsync.testng.Experiment;
import io.trialsync.testng.Trials;
import org.testng.annotations.Test;

/** Its second trial fails at the first attempt. */
@Experiment(task = "flaky")
public class FlakyExperiment {

    /** For the test framework. */
    public FlakyExperiment() {}

    /** A trial that is fine. */
    @Test(priority = 1)
    public void calm() {}

    /** A trial that fails once. */
    @Test(priority = 2)
    public void shaky() {
        if (Trials.current().attempt() == 1) {
            throw new IllegalStateException("the first time only");
        }
    }
}
