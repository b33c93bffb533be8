// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

@Experiment(device = "simulated:neon?offset=840ms&drift=25ppm&delay=3ms..20ms")
class SimpleReactionExperiment {

    private final Random foreperiods = new Random(7);

    @RepeatedTest(5)
    void reacts(Trial trial) {
        pause(200 + foreperiods.nextInt(300)); // show a fixation cross here

        long shown = trial.mark("target.on"); // returns at once; the phone hears of it in the background
        pause(250); // draw the target and wait for the key here
        long pressed = trial.mark("response");

        trial.put("reaction time [ms]", (pressed - shown) / 1_000_000);
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
