// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trialsync.junit.DesignedTrials;
import io.trialsync.junit.Experiment;
import io.trialsync.junit.Levels;
import io.trialsync.session.Trial;

@Experiment(device = "simulated:neon")
class FixationExperiment {

    // region abort
    @DesignedTrials(attempts = 3)
    void jumps(@Levels({"left", "right"}) String side, Trial trial) {
        Screen.show("fixation cross");
        assumeTrue(Screen.isFixated(trial), "the participant looked away");
        Screen.show("dot on the " + side);
        trial.mark("dot.on");
    }
    // endregion
}
