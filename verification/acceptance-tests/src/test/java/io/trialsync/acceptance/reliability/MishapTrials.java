// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Five trials, in or around the third of which something goes wrong. */
@Experiment(task = "mishap")
class MishapTrials {

    static final int TRIALS = 5;
    /** Begin, two of its own, end. */
    static final int MARKERS = 4 * TRIALS;

    private static final int UNLUCKY = 3;

    /** The test's way into an instance that JUnit makes. */
    @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
    private static volatile Happening happening;

    /** What happens, when, and to which phone. */
    record Happening(Mishap mishap, Moment moment, SimulatedCompanion phone) {
        void at(Moment now) throws IOException, InterruptedException {
            if (moment == now) {
                mishap.happen(phone);
            }
        }
    }

    static void prepare(Happening next) {
        happening = next;
    }

    @BeforeEach
    void before(Trial trial) throws Exception {
        if (trial.index() == UNLUCKY) {
            happening.at(Moment.BEFORE_A_TRIAL);
        }
    }

    @RepeatedTest(TRIALS)
    void look(Trial trial) throws Exception {
        trial.mark("picture.on");
        if (trial.index() == UNLUCKY) {
            happening.at(Moment.DURING_A_TRIAL);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        trial.mark("response");
    }

    @AfterEach
    void after(Trial trial) throws Exception {
        if (trial.index() == UNLUCKY) {
            happening.at(Moment.AFTER_A_TRIAL);
        }
    }

    @AfterAll
    static void end() throws Exception {
        happening.at(Moment.AT_SESSION_END);
    }
}
