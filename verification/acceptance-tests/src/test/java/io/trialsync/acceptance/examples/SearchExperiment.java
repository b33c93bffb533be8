// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.junit.DesignedTrials;
import io.trialsync.junit.Experiment;
import io.trialsync.junit.Levels;
import io.trialsync.session.Trial;

// region levels
@Experiment(device = "simulated:neon", seed = "participant")
class SearchExperiment {

    @DesignedTrials(repetitions = 2)
    void search(@Levels({"4", "8", "16"}) int setSize, @Levels boolean targetPresent, Trial trial) {
        Screen.show(setSize + " letters");
        trial.mark("letters.on");
        trial.put("answer", Screen.awaitKey().equals("left"));
    }
}
// endregion
