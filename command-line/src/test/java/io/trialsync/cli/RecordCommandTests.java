// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTests {

    @TempDir
    private Path directory;

    private Path output() {
        return directory.resolve("recorded");
    }

    @Test
    void theHelpTellsWhatToDo() {
        ProgramRun run = ProgramRun.of("record", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--target=HOST:PORT", "--bind=ADDRESS", "--output=DIR", "Ctrl+C or Enter ends it");
    }

    @Test
    void aRecordingOfNobodyWritesNothing() throws IOException {
        try (SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?delay=0ns"))) {
            // the first answer of a simulated phone may take longer than the recorder waits
            try (InputStream first = URI.create("http://127.0.0.1:" + phone.port() + "/api/status")
                    .toURL()
                    .openStream()) {
                assertThat(first.readAllBytes()).isNotEmpty();
            }
            ProgramRun run = record("127.0.0.1:" + phone.port(), "--for", "100ms");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("recording phone [Neon Companion] at 127.0.0.1:" + phone.port() + ", Time Echo on port ")
                    .contains("trialsync.device=companion:127.0.0.1:")
                    .contains("nobody asked the phone anything; nothing is written");
            assertThat(output()).doesNotExist();
        }
    }

    @Test
    void whereNoPhoneAnswersThatIsSaidInALine() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProgramRun run = record("127.0.0.1:" + port);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("trialsync: no phone with the Companion app answers at 127.0.0.1:" + port)
                .doesNotContain("\n");
    }

    @Test
    void aWrongTargetAnUnknownPortAndAUsedFolderAreRefused() throws IOException {
        assertThat(record("http://phone").err()).contains("[http://phone] is not HOST or HOST:PORT");
        assertThat(ProgramRun.of("record", "--target", "phone", "--output", output(), "--port", "70000")
                        .err())
                .contains("port [70000] is not within 0 to 65535");
        Files.createDirectories(output().resolve("mappings").resolve("status.json"));
        ProgramRun run = record("phone");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is not empty; choose a new folder");
    }

    private ProgramRun record(String target, String... more) {
        String[] arguments = new String[more.length + 7];
        System.arraycopy(
                new String[] {"record", "--target", target, "--output", output().toString(), "--port", "0"},
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return ProgramRun.of((Object[]) arguments);
    }
}
