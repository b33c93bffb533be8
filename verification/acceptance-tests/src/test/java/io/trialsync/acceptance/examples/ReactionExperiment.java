// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.RepeatedTest;

// region write
@Experiment(device = "simulated:neon")
class ReactionExperiment {

    @RepeatedTest(5)
    void reacts(Trial trial) {
        Screen.show("target");
        long shown = trial.mark("target.on");
        String key = Screen.awaitKey();
        long pressed = trial.mark("response");

        trial.put("key", key);
        trial.put("reaction time [ms]", (pressed - shown) / 1_000_000);
    }
}
// endregion
