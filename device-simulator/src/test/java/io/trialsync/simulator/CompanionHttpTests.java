// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionHttpTests {

    private static final String NO_RECORDING =
            "{\"message\":\"Success\",\"result\":{\"recording_id\":null,\"timestamp\":";

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;
    private Http http;

    @BeforeEach
    void startAPhone() throws Exception {
        phone = host.start("simulated:neon?seed=7&delay=0ns&offset=-657ms");
        http = new Http(phone);
    }

    @AfterEach
    void stopIt() {
        phone.close();
    }

    @Test
    void statusNamesPhoneAndHardwareAndSensorsInTheOrderAndSpellingOfARealPhone() throws Exception {
        HttpResponse<String> reply = http.get("/api/status");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(reply.headers().firstValue("content-length")).isPresent();
        assertThat(reply.body())
                .startsWith(
                        "{\"message\":\"Success\",\"result\":[{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\","
                                + "\"device_id\":\"" + phone.deviceId() + "\",\"device_name\":\"Neon Companion\","
                                + "\"ip\":\"127.0.0.1\",\"memory\":198471864320,\"memory_state\":\"OK\",\"time_echo_port\":"
                                + phone.timeEchoPort() + "},\"model\":\"Phone\"},"
                                + "{\"data\":{\"frame_name\":\"Just act natural\",\"glasses_serial\":\"-1\",\"module_serial\":\"");
        assertThat(reply.body().replaceFirst(".*\"module_serial\":\"\\d{6}\"", ""))
                .startsWith(",\"version\":\"2.0\",\"world_camera_serial\":\"-1\"},\"model\":\"Hardware\"},"
                        + "{\"data\":{\"conn_type\":\"WEBSOCKET\",\"connected\":false,\"ip\":\"127.0.0.1\","
                        + "\"params\":\"camera\\u003dimu\\u0026audioenable\\u003doff\",\"port\":8686,"
                        + "\"protocol\":\"rtsp\",\"sensor\":\"imu\",\"stream_error\":false},\"model\":\"Sensor\"},"
                        + "{\"data\":{\"conn_type\":\"DIRECT\",\"connected\":false,\"ip\":\"127.0.0.1\","
                        + "\"params\":\"camera\\u003dimu\\u0026audioenable\\u003don\",\"port\":8086,");
        assertThat(phone.deviceId()).matches("[0-9a-f]{16}");
    }

    @Test
    void anInvisibleSaysSo() throws Exception {
        try (SimulatedCompanion invisible = host.start("simulated:invisible?battery=12")) {
            assertThat(new Http(invisible).get("/api/status").body())
                    .contains(
                            "\"device_name\":\"Invisible Companion\"",
                            "\"version\":\"1.0\"",
                            "\"battery_state\":\"LOW\"")
                    .containsPattern("\"glasses_serial\":\"[0-9a-z]{5}\"");
        }
    }

    @Test
    void theSeedGivesThePhoneItsIdentity() throws Exception {
        try (SimulatedCompanion same = host.start("simulated:neon?seed=7");
                SimulatedCompanion other = host.start("simulated:neon?seed=8")) {
            assertThat(same.deviceId()).isEqualTo(phone.deviceId()).isNotEqualTo(other.deviceId());
        }
    }

    @Test
    void anEventWithoutATimeIsStampedInWholeMillisecondsOfTheWallClock() throws Exception {
        host.pass(1_999_999);

        HttpResponse<String> reply = http.post("/api/event", "{\"name\":\"trial.1\"}");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(NO_RECORDING + "1760676788658000000}}");
        assertThat(phone.givenStamps())
                .containsExactly(new GivenStamp(
                        GivenStamp.Channel.EVENT, "trial.1", 1_760_676_788_658_000_000L, host.nanoTime.get()));
    }

    @Test
    void anExplicitTimeIsEchoedExactly() throws Exception {
        HttpResponse<String> reply =
                http.post("/api/event", "{\"name\":\"trial.1\",\"timestamp\":1744271291692745001}");

        assertThat(reply.body()).isEqualTo(NO_RECORDING + "1744271291692745001}}");
        assertThat(phone.givenStamps()).isEmpty();
        assertThat(host.received)
                .singleElement()
                .hasToString("event [trial.1] with time 1744271291692745001 outside any recording");
    }

    @ParameterizedTest
    @CsvSource({
        "1.7442712916927e18, 1744271291692699904",
        "0, 0",
        "0.0, 0",
        "1744271291, 1744271291",
        "1744271291.7, 1744271291",
        "-5, -5",
        "\"1744271291692745000\", 1744271291692745000",
    })
    void sloppyTimesAreTakenAsTheyCome(String given, String echoed) throws Exception {
        HttpResponse<String> reply = http.post("/api/event", "{\"name\":\"x\",\"timestamp\":" + given + "}");

        assertThat(reply.body()).isEqualTo(NO_RECORDING + echoed + "}}");
    }

    @Test
    void aTimeThatIsNullIsNoTime() throws Exception {
        assertThat(http.post("/api/event", "{\"name\":\"x\",\"timestamp\":null,\"extra\":[1]}")
                        .body())
                .isEqualTo(NO_RECORDING + "1760676788657000000}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"name\":7}",
                "{\"name\":\"x\",\"timestamp\":true}",
                "{\"name\":\"x\",\"timestamp\":9300000000000000000000}",
                "{\"name\":\"x\",\"timestamp\":1e99}",
                "{\"name\":\"x\",\"timestamp\":\"soon\"}"
            })
    void aMalformedEventIsRefusedWithAMessageInJson(String body) throws Exception {
        HttpResponse<String> reply = http.post("/api/event", body);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(reply.body()).matches("\\{\"message\":\"The event[^\"]+\",\"result\":null}");
        assertThat(host.received).singleElement().isInstanceOf(Received.Refused.class);
        assertThat(phone.givenStamps()).isEmpty();
    }

    @Test
    void namesHaveALimit() throws Exception {
        assertThat(http.post("/api/event", "{\"name\":\"" + "x".repeat(1024) + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.post("/api/event", "{\"name\":\"" + "x".repeat(1025) + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aNameWithALineBreakIsTakenButPrintedInOneLine() throws Exception {
        http.post("/api/event", "{\"name\":\"a\\nb\"}");

        assertThat(host.received)
                .contains(
                        new Received.Event("a\nb", OptionalLong.empty(), 1_760_676_788_657_000_000L, Optional.empty()));
        assertThat(host.received.get(0).toString()).startsWith("event [a b] stamped");
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedBeforeItsBodyIsRead() throws Exception {
        // the server waits for the first byte of a body
        String head = "POST /api/event HTTP/1.1\r\nHost: phone\r\nConnection: close\r\nContent-Length: "
                + (RequestGate.LARGEST_BODY_BYTES + 1) + "\r\n\r\n{";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), phone.port())) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            StringBuilder reply = new StringBuilder();
            while (!reply.toString().endsWith("}")) {
                int next = client.getInputStream().read();
                assertThat(next).as(reply.toString()).isNotNegative();
                reply.append((char) next);
            }
            assertThat(reply)
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("{\"message\":\"Request too large\",\"result\":null}");
        }
    }

    @Test
    void aRequestThatIsTooLargeAndDoesNotSayHowLargeIsRefused() throws Exception {
        byte[] large = new byte[4 * RequestGate.LARGEST_BODY_BYTES];

        try {
            HttpResponse<String> reply = http.send(
                    "POST", "/api/event", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
            assertThat(reply.statusCode()).isGreaterThanOrEqualTo(400);
        } catch (IOException e) {
            // the connection may be cut while the rest is still being sent
            assertThat(e).hasMessageNotContaining("timed out");
        }
        assertThat(phone.givenStamps()).isEmpty();
        assertThat(http.get("/api/status").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET,/", "GET,/api/nothing", "GET,/api/event", "POST,/api/status", "DELETE,/api/event"})
    void anythingElseIsNotFound(String method, String path) throws Exception {
        HttpResponse<String> reply = http.send(method, path, BodyPublishers.noBody());

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Not found\",\"result\":null}");
    }

    @Test
    void filesOfTheWorkingDirectoryAreNotServed() throws Exception {
        // WireMock's default root is src/test/resources, with __files and mappings in it
        assertThat(http.get("/__files/of-the-working-directory.txt").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/stub-of-the-working-directory").body())
                .isEqualTo("{\"message\":\"Not found\",\"result\":null}");
    }

    @Test
    void nobodyCanChangeWhatThePhoneAnswers() throws Exception {
        assertThat(http.post("/__admin/reset", "").statusCode()).isEqualTo(401);
        assertThat(http.get("/__admin/mappings").statusCode()).isEqualTo(401);
    }
}
