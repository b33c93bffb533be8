// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingTests {

    private static final Pattern STARTED =
            Pattern.compile("\\{\"message\":\"Started recording\",\"result\":\\{\"id\":\""
                    + "([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\"}}");
    private static final String STOPPED = "{\"message\":\"Stopped recording\",\"result\":null}";
    private static final long BEGIN = 600_000_000L;

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;
    private Http http;

    @BeforeEach
    void startAPhone() throws Exception {
        phone = host.start("simulated:neon?delay=0ns&drift=1000ppm");
        http = new Http(phone);
    }

    @AfterEach
    void stopIt() {
        phone.close();
    }

    @Test
    void aRecordingIsSeenOnlySomeTimeAfterItsStart() throws Exception {
        String id = start();

        host.pass(BEGIN - 1);
        assertThat(status()).doesNotContain("Recording");
        host.pass(1);
        assertThat(status())
                .endsWith(",{\"data\":{\"action\":\"START\",\"id\":\"" + id
                        + "\",\"message\":\"\",\"rec_duration_ns\":599400599},\"model\":\"Recording\"}]}");
    }

    @Test
    void eventsGoIntoTheRecordingOnceItRuns() throws Exception {
        assertThat(recordingOfAnEvent()).isEqualTo("null");
        String id = start();
        assertThat(recordingOfAnEvent()).isEqualTo("null");
        host.pass(BEGIN);
        assertThat(recordingOfAnEvent()).isEqualTo('"' + id + '"');
        end("stop_and_save");
        assertThat(recordingOfAnEvent()).isEqualTo("null");
    }

    @Test
    void eventsBeforeASecondRecordingRunsAreSaidToBeInTheFirst() throws Exception {
        String first = start();
        host.pass(BEGIN);
        end("stop_and_save");

        String second = start();

        assertThat(second).isNotEqualTo(first);
        assertThat(recordingOfAnEvent()).isEqualTo('"' + first + '"');
        host.pass(BEGIN);
        assertThat(recordingOfAnEvent()).isEqualTo('"' + second + '"');
    }

    @Test
    void aRecordingCanBeThrownAway() throws Exception {
        start();

        assertThat(end("cancel").body()).isEqualTo(STOPPED);
        assertThat(status()).doesNotContain("Recording");
    }

    @Test
    void onlyOneRecordingRunsAtATime() throws Exception {
        start();

        HttpResponse<String> reply = http.post("/api/recording:start", "{}");

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Recording running\",\"result\":null}");
    }

    @Test
    void noRecordingCannotBeEnded() throws Exception {
        for (String command : new String[] {"stop_and_save", "cancel"}) {
            HttpResponse<String> reply = end(command);

            assertThat(reply.statusCode()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("{\"message\":\"Recording not running\",\"result\":null}");
        }
    }

    @Test
    void anEmptyPhoneDoesNotRecord() throws Exception {
        try (SimulatedCompanion empty = host.start("simulated:neon?delay=0ns&battery=3")) {
            HttpResponse<String> reply = new Http(empty).post("/api/recording:start", "");

            assertThat(reply.statusCode()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("{\"message\":\"Low battery\",\"result\":null}");
        }
    }

    @Test
    void thePhoneStampsBeginAndEndItself() throws Exception {
        start();
        host.pass(2_000_000_000L);
        assertThat(end("stop_and_save").body()).isEqualTo(STOPPED);

        assertThat(phone.givenStamps())
                .extracting(GivenStamp::name, GivenStamp::deviceNanos)
                .containsExactly(
                        tuple("recording.begin", 1_760_676_788_000_000_000L),
                        tuple("recording.end", 1_760_676_789_998_000_000L));
        assertThat(host.received)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.toString()).startsWith("recording st"));
    }

    @Test
    void aRunWithASeedAndAStartCanBeRepeatedToTheRecordingsId() throws Exception {
        String id = start();

        try (SimulatedCompanion again = host.start("simulated:neon?delay=0ns&drift=1000ppm")) {
            assertThat(idIn(new Http(again).post("/api/recording:start", "").body()))
                    .isEqualTo(id);
        }
        try (SimulatedCompanion later = host.start("simulated:neon?delay=0ns&at=1685088812484000000")) {
            assertThat(idIn(new Http(later).post("/api/recording:start", "").body()))
                    .isNotEqualTo(id);
        }
    }

    private String start() throws Exception {
        HttpResponse<String> reply = http.post("/api/recording:start", "");
        assertThat(reply.statusCode()).isEqualTo(200);
        return idIn(reply.body());
    }

    private static String idIn(String body) {
        Matcher matcher = STARTED.matcher(body);
        assertThat(body).matches(STARTED);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private HttpResponse<String> end(String command) throws Exception {
        return http.post("/api/recording:" + command, "");
    }

    private String status() throws Exception {
        return http.get("/api/status").body();
    }

    private String recordingOfAnEvent() throws Exception {
        String body = http.post("/api/event", "{\"name\":\"x\"}").body();
        return body.replaceFirst(".*\"recording_id\":", "").replaceFirst(",.*", "");
    }
}
