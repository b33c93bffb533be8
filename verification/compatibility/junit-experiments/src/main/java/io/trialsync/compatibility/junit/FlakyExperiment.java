// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility.junit;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Its second trial fails at the first attempt. */
@Experiment(task = "flaky")
@TestMethodOrder(MethodOrderer.MethodName.class)
public class FlakyExperiment {

    /** For the test framework. */
    public FlakyExperiment() {}

    /** A trial that is fine. */
    @Test
    public void calm() {}

    /** A trial that fails once. */
    @Test
    public void shaky(Trial trial) {
        if (trial.attempt() == 1) {
            throw new IllegalStateException("the first time only");
        }
    }
}
