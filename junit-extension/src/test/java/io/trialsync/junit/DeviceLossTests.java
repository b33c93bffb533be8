// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tests during which a device was away. */
class DeviceLossTests {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

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
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class UnpluggedTestCase {
        @Test
        void before() {}

        @Test
        void during() throws Exception {
            pullThePlug();
        }

        @Test
        void laterAndBroken() {
            throw new IllegalStateException("of the body itself");
        }

        @TestFactory
        List<DynamicTest> ofAFactory() {
            return List.of(DynamicTest.dynamicTest("dynamic", () -> {}));
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
            return Ran.with(settings, directory.resolve("sessions"), experiment);
        } finally {
            System.clearProperty("lost.log");
            System.clearProperty("lost.plug");
        }
    }

    @Test
    void aTrialDuringWhichADeviceWasAwayFailsAndOneThatThrewKeepsItsException() throws IOException {
        Ran ran = run(UnpluggedTestCase.class, Map.of());
        String away = "device bench-be9c was out of reach during the trial";

        assertThat(ran.failures()).containsExactlyInAnyOrder(away, "of the body itself", away);
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "error", "error", "error");
        assertThat(ran.trialColumn("message").get(1)).isEqualTo(away);
        assertThat(ran.trialColumn("message").get(2)).contains("of the body itself", away);
    }

    @Test
    void byDefaultNoTestFailsOfIt() throws IOException {
        Ran ran = run(UnpluggedTestCase.class, Map.of("trialsync.device-loss", "warn"));

        assertThat(ran.failures()).containsExactly("of the body itself");
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "completed", "error", "completed");
    }
}
