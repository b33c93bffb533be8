// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.junit.Counterbalanced;
import io.trialsync.junit.DesignedTrials;
import io.trialsync.junit.Experiment;
import io.trialsync.junit.Levels;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestClassOrder;

// region blocks
@Experiment(device = "simulated:neon")
@TestClassOrder(Counterbalanced.class)
class NoiseExperiment {

    @RepeatedTest(2)
    void practice(Trial trial) {
        read("easy", trial);
    }

    @Nested
    @Order(1)
    class Quiet {
        @DesignedTrials
        void reads(@Levels({"easy", "hard"}) String text, Trial trial) {
            read(text, trial);
        }
    }

    @Nested
    @Order(2)
    class Music {
        @DesignedTrials
        void reads(@Levels({"easy", "hard"}) String text, Trial trial) {
            read(text, trial);
        }
    }

    private static void read(String text, Trial trial) {
        Screen.show(text);
        trial.mark("text.on");
    }
}
// endregion
