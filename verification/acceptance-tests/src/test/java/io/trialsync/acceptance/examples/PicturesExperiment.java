// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.junit.DesignedTrials;
import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import java.util.List;

@Experiment(device = "simulated:neon")
class PicturesExperiment {

    // region source
    static List<List<Object>> pictures() {
        return List.of(
                List.of("anna.png", "face", 1.5), List.of("ben.png", "face", 3), List.of("house.png", "place", 3));
    }

    @DesignedTrials(source = "pictures")
    void looks(String picture, String kind, double seconds, Trial trial) {
        Screen.show(picture);
        trial.mark("picture.on");
    }
    // endregion
}
