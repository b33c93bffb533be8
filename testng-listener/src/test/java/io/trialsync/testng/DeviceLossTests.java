// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.xml.XmlSuite;

/** What becomes of tests during which a device was away, and of those after them. */
class DeviceLossTests {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String AWAY = "device bench-be9c was out of reach during the trial";

    @TempDir
    Path directory;

    /** Pulls the plug of the bench and waits until that has been noticed. */
    private static void pullThePlug() throws Exception {
        Path log = Path.of(System.getProperty("lost.log"));
        Files.writeString(Path.of(System.getProperty("lost.plug")), "");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (Files.readAllLines(log).stream().filter("failed"::equals).count() < 4) {
            assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Experiment(deviceLoss = "fail-trial")
    static class UnpluggedTestCase {
        @org.testng.annotations.Test(priority = 1)
        void before() {}

        @org.testng.annotations.Test(priority = 2)
        void during() throws Exception {
            pullThePlug();
        }

        @org.testng.annotations.Test(priority = 3)
        void laterAndBroken() {
            throw new IllegalStateException("of the body itself");
        }
    }

    private Ran run(Class<?> experiment, Map<String, String> more) {
        Path log = directory.resolve("log");
        Path plug = directory.resolve("plug");
        System.setProperty("lost.log", log.toString());
        System.setProperty("lost.plug", plug.toString());
        Map<String, String> settings = Ran.quick(directory.resolve("sessions"));
        settings.put("trialsync.device", "bench:" + log + "?unplugged=" + plug);
        settings.putAll(more);
        try {
            // a run that was stopped is over for all that goes on with it
            return Ran.with(settings, directory.resolve("sessions"), this::nameAnew, experiment);
        } finally {
            System.clearProperty("lost.log");
            System.clearProperty("lost.plug");
        }
    }

    private void nameAnew(XmlSuite suite) {
        suite.setName("lab of " + directory.getFileName());
    }

    @Test
    void aTrialDuringWhichADeviceWasAwayFailsAndOneThatThrewKeepsItsException() {
        Ran ran = run(UnpluggedTestCase.class, Map.of());
        assertThat(ran.failures()).containsExactlyInAnyOrder(AWAY, "of the body itself");
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "error", "error");
        assertThat(ran.trialColumn("message").get(1)).isEqualTo(AWAY);
    }

    @Test
    void noTrialBeginsOnceTheRunIsStopped() {
        Ran ran = run(UnpluggedTestCase.class, Map.of("trialsync.device-loss", "abort-rest"));
        assertThat(ran.trialColumn("completion")).hasSize(2).startsWith("completed");
        assertThat(ran.skips()).singleElement().asString().contains("bench-be9c");
        assertThat(ran.status()).isNotZero();
    }
}
