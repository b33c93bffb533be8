// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility.junit;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.RepeatedTest;

/** One of two experiments of the same task, which two forks run at the same time. */
@Experiment(task = "search")
public class RightExperiment {

    /** For the test framework. */
    public RightExperiment() {}

    /** A trial. */
    @RepeatedTest(3)
    public void search(Trial trial) {
        trial.put("side", "right");
    }
}
