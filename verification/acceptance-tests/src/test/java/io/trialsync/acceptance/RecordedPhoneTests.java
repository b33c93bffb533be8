// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.StatusSeen;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.PhoneRecorder;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment against a phone with the recorder between them, and then against what was recorded. */
class RecordedPhoneTests {

    private static final String PHONE = "simulated:neon?offset=840ms&delay=1ms..3ms&recording-delay=50ms&seed=7";

    @TempDir
    private Path directory;

    @Test
    void anExperimentRunsThroughTheRecorderAndThenAgainstTheStubs() throws IOException, InterruptedException {
        Path stubs = directory.resolve("recorded");
        String id;
        try (SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse(PHONE));
                PhoneRecorder recorder = PhoneRecorder.start("127.0.0.1:" + phone.port(), "127.0.0.1", 0)) {
            assertThat(recorder.timeEchoPort()).isNotZero().isNotEqualTo(phone.timeEchoPort());
            RunSession recorded = run("recorded", recorder.port());
            id = recorded.all(RecordingChanged.class).get(0).recordingId();

            assertAnswered(recorded);
            assertThat(recorded.all(Exchanged.class))
                    .extracting(Exchanged::channel)
                    .as("Time Echo passes the relay")
                    .containsOnly("time-echo");
            assertThat(recorded.all(StatusSeen.class))
                    .as("so does the status feed")
                    .isNotEmpty();
            assertThat(recorder.timeEchoes())
                    .isGreaterThanOrEqualTo(recorded.all(Exchanged.class).size());
            assertThat(recorder.write(stubs)).isGreaterThanOrEqualTo(8);
        }

        WireMockServer wireMock = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .usingFilesUnderDirectory(stubs.toString()));
        wireMock.start();
        try {
            assertThat(eventWithTime(wireMock.port(), 1_700_000_000_123_456_789L))
                    .as("an event that brings its own time")
                    .isEqualTo(
                            "{\"message\":\"Success\",\"result\":{\"recording_id\":null,\"timestamp\":1700000000123456789 }}");
            RunSession played = run("played", wireMock.port());
            assertAnswered(played);
            assertThat(played.all(MarkerAnswered.class))
                    .extracting(MarkerAnswered::recordingId)
                    .containsOnly(id);
            Exchanged last =
                    played.all(Exchanged.class).get(played.all(Exchanged.class).size() - 1);
            assertThat(last.channel()).isEqualTo("event");
            assertThat(Math.abs(last.deviceNanos() - last.hostSendNanos()))
                    .as("a stamp of today, in ns from the host's")
                    .isLessThan(60_000_000_000L);
            assertThat(played.device(played.keys().get(0)).wall().steps()).isEmpty();
        } finally {
            wireMock.stop();
        }
    }

    private static void assertAnswered(RunSession session) {
        session.assertNoFaultButOfABusyMachine();
        assertThat(session.all(MarkerAnswered.class))
                .isNotEmpty()
                .hasSameSizeAs(session.all(MarkerStamped.class))
                .allMatch(answer -> answer.recordingId() != null);
    }

    private static String eventWithTime(int port, long nanos) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/event"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"late\",\"timestamp\":" + nanos + "}"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private RunSession run(String folder, int port) throws IOException {
        return RunSession.of(
                SimpleReactionExperiment.class.getName(),
                directory.resolve(folder),
                Map.of(
                        "trialsync.device", "companion:127.0.0.1:" + port,
                        "trialsync.participant", "P07",
                        "trialsync.session", "01"));
    }
}
