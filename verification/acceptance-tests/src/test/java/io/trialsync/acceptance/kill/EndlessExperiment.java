// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.kill;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the child runs: more trials than it will live to see. It says on standard output how far it has come. */
@Experiment(task = "endless")
class EndlessExperiment {

    static final String OPENING = "opening";
    static final String OVER = "over ";

    @RepeatedTest(2_000)
    void search(Trial trial) {
        trial.mark("picture.on");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
        trial.put("response", "left");
        trial.mark("response");
    }

    /** The child's main class. */
    static final class Child {
        private Child() {}

        /**
         * Run the experiment.
         *
         * @param args the folder of sessions, the device's address
         */
        public static void main(String[] args) {
            haltWithTheParent();
            System.out.println(OPENING);
            try (LauncherSession launcher = LauncherFactory.openSession()) {
                launcher.getLauncher()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(DiscoverySelectors.selectClass(EndlessExperiment.class))
                                        .configurationParameters(Map.of(
                                                "trialsync.directory", args[0],
                                                "trialsync.device", args[1],
                                                "trialsync.participant", "P07",
                                                "trialsync.repeat", "true",
                                                "trialsync.sync.max-pause", "50ms"))
                                        .build(),
                                new Told());
            }
        }
    }

    /** Whoever started this is gone, perhaps killed itself, when standard input ends. */
    private static void haltWithTheParent() {
        Thread watch = new Thread(
                () -> {
                    try (InputStream in = System.in) {
                        in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Says which trials are over, and of what others failed. */
    private static final class Told implements TestExecutionListener {
        private int over;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(e -> System.out.println(test.getDisplayName() + ": " + e.getMessage()));
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                System.out.println(OVER + ++over);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println("skipped " + test.getDisplayName() + ": " + reason);
        }
    }
}
