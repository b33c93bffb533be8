// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Experiments that the program runs in its tests. */
final class Fixtures {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int POLL_MILLIS = 20;

    private Fixtures() {}

    /** The second trial waits for a file, if one is named. */
    @Experiment(device = "simulated:neon", task = "steady")
    static class Steady {
        @BeforeAll
        static void plan(Session session) {
            session.plan(3);
        }

        @RepeatedTest(3)
        void looks(Trial trial) throws InterruptedException {
            System.out.println("looking at " + trial.index());
            if (trial.index() == 2 && System.getProperty("gate") != null) {
                awaitFile(Path.of(System.getProperty("gate")));
            }
        }

        private static void awaitFile(Path gate) throws InterruptedException {
            for (int waited = 0; waited < PATIENCE_MILLIS && Files.notExists(gate); waited += POLL_MILLIS) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    @Experiment(device = "simulated:neon", task = "uneven")
    static class Uneven {
        @RepeatedTest(3)
        void answers(Trial trial) {
            Assertions.assertThat(trial.index()).as("the amplifier's channel").isNotEqualTo(2);
            assumeTrue(trial.index() != 3, "the participant looked away");
        }
    }

    @Experiment(device = "simulated:neon", task = "unbegun")
    static class Unbegun {
        @BeforeEach
        void prepares(Trial trial) {
            if (trial.index() == 1) {
                throw new IllegalStateException("no amplifier");
            }
        }

        @RepeatedTest(2)
        void answers() {}
    }

    @Experiment(device = "simulated:neon", task = "exits")
    static class Exits {
        @Test
        void ends() {
            Runtime.getRuntime().halt(9);
        }
    }

    @Experiment(device = "simulated:neon")
    static class Idle {
        @Disabled("not today")
        @Test
        void rests() {}
    }

    @Experiment
    static class Empty {}

    static class NoExperiment {
        @Test
        void looks() {}
    }
}
