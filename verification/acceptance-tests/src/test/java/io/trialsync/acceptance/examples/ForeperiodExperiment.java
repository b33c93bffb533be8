// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.RepeatedTest;

@Experiment(device = "simulated:neon")
class ForeperiodExperiment {

    // region randomness
    @RepeatedTest(4)
    void waits(Session session, Trial trial) {
        int foreperiodMillis = 10 + session.random("foreperiods").nextInt(10);
        trial.put("foreperiod [ms]", foreperiodMillis);
        Screen.pause(foreperiodMillis);
        trial.mark("target.on");
    }
    // endregion
}
