// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.junit.Experiment;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Bad input is normal input: one line that says what was given, where, and what is allowed, and nothing half-written. */
class BadInputTests {

    @TempDir
    Path directory;

    @Experiment(task = "never")
    static class NeverTestCase {
        @Test
        void runs() {}
    }

    private String failureOf(Map<String, String> settings) {
        Path sessions = directory.resolve("sessions");
        TestExecutionSummary summary = RunSession.run(NeverTestCase.class.getName(), sessions, settings)
                .getSummary();
        assertThat(summary.getTestsStartedCount()).isZero();
        assertThat(summary.getFailures()).hasSize(1);
        assertThat(sessions).doesNotExist();
        return String.valueOf(summary.getFailures().get(0).getException().getMessage());
    }

    @Test
    void anUnknownSchemeListsTheKnownOnes() {
        assertThat(failureOf(Map.of("trialsync.device", "eyelink:100.1.1.1")))
                .startsWith("trialsync.device: unknown scheme [eyelink]")
                .contains("companion:", "simulated:")
                .doesNotContain("\n");
    }

    @Test
    void anUnreachablePhoneSaysWhereItWasLookedForAndWhatToDo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("trialsync.device", "companion:127.0.0.1:" + port);
        settings.put("trialsync.participant", "P07");
        assertThat(failureOf(settings))
                .contains("127.0.0.1:" + port, "check that the Companion app is open")
                .doesNotContain("\n");
    }

    @Test
    void aRealPhoneNeedsAParticipant() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?delay=0ms"))) {
            assertThat(failureOf(Map.of("trialsync.device", "companion:127.0.0.1:" + phone.port())))
                    .contains("no participant is given", "trialsync.participant");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program simulate = Program.run(directory, "simulate", "--port", taken.getLocalPort(), "--for", "1s");
            assertFails(simulate, String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void aWrongPhoneIsNamedWithWhatIsAllowed() throws Exception {
        assertFails(Program.run(directory, "simulate", "--delay", "fast", "--for", "1s"), "[fast]", "3ms..20ms");
    }

    @Test
    void aFolderThatIsNoSessionIsNamed() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertFails(Program.run(directory, "align", empty), empty.toString(), "is not a session folder");
        assertThat(empty).isEmptyDirectory();

        Path table = Files.writeString(directory.resolve("table.csv"), "timestamp [ns]\n1\n");
        Path out = directory.resolve("converted.csv");
        assertFails(
                Program.run(
                        directory, "convert", "--session", empty, "--column", "timestamp [ns]", table, "--output", out),
                empty.toString(),
                "is not a session folder");
        assertThat(out).doesNotExist();
    }

    private static void assertFails(Program program, String... parts) {
        assertThat(program.exitCode()).as(program.out()).isPositive();
        assertThat(program.err()).contains(parts).startsWith("trialsync: ").doesNotContain("\tat ");
        assertThat(program.err().lines().filter(line -> !line.startsWith("Try '")))
                .as(program.err())
                .hasSize(1);
    }
}
