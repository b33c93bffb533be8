// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of a phone over a WebSocket, with real clients on real sockets. */
class StatusFeedTests {

    /** Phone, Hardware, and five sensors with two connections each. */
    private static final int STATE = 12;

    private static final long BEGIN = 600_000_000L;

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;
    private Http http;
    private FeedClient feed;

    @BeforeEach
    void startAPhoneAndListen() throws Exception {
        phone = host.start("simulated:neon?delay=0ns&id=a41fe4fe2bccf6c3&serial=123456");
        http = new Http(phone);
        feed = new FeedClient(phone);
    }

    @AfterEach
    void stopBoth() {
        feed.close();
        phone.close();
    }

    @Test
    void aNewClientIsToldTheWholeStateOneComponentAFramePhoneFirst() throws Exception {
        List<String> frames = feed.next(STATE);

        assertThat(frames.get(0)).startsWith("{\"data\":{\"battery_level\":97,").endsWith("},\"model\":\"Phone\"}");
        assertThat(frames.get(1))
                .isEqualTo(
                        "{\"data\":{\"frame_name\":\"Just act natural\",\"glasses_serial\":\"-1\","
                                + "\"module_serial\":\"123456\",\"version\":\"2.0\",\"world_camera_serial\":\"-1\"},\"model\":\"Hardware\"}");
        assertThat(frames.subList(2, STATE))
                .extracting(frame -> frame.replaceAll(
                        ".*\"conn_type\":\"([A-Z]+)\".*\"sensor\":\"([a-z_]+)\".*\"model\":\"Sensor\"}", "$2 $1"))
                .containsExactly(
                        "imu WEBSOCKET",
                        "imu DIRECT",
                        "world WEBSOCKET",
                        "world DIRECT",
                        "gaze WEBSOCKET",
                        "gaze DIRECT",
                        "eyes WEBSOCKET",
                        "eyes DIRECT",
                        "eye_events WEBSOCKET",
                        "eye_events DIRECT");
        assertThat(http.get("/api/status").body())
                .isEqualTo("{\"message\":\"Success\",\"result\":[" + String.join(",", frames) + "]}");
    }

    @Test
    void anInvisibleHasItsOwnSensorsAndSerialNumbers() throws Exception {
        try (SimulatedCompanion invisible = host.start("simulated:invisible?serial=x7k2q");
                FeedClient client = new FeedClient(invisible)) {
            List<String> frames = client.next(6);
            assertThat(frames.get(1))
                    .startsWith(
                            "{\"data\":{\"glasses_serial\":\"x7k2q\",\"module_serial\":\"default\",\"version\":\"1.0\",");
            assertThat(frames.get(2)).contains("\"sensor\":\"world\"");
            assertThat(frames.get(5)).contains("\"sensor\":\"gaze\"");
        }
    }

    @Test
    void anEventIsToldToAllClients() throws Exception {
        try (FeedClient other = new FeedClient(phone)) {
            feed.next(STATE);
            other.next(STATE);
            http.post("/api/event", "{\"name\":\"trial.1\",\"timestamp\":1744271292116000000}");

            String event =
                    "{\"data\":{\"name\":\"trial.1\",\"recording_id\":null,\"timestamp\":1744271292116000000},\"model\":\"Event\"}";
            assertThat(feed.next()).isEqualTo(event);
            assertThat(other.next()).isEqualTo(event);
        }
    }

    @Test
    void aRecordingIsToldWhenItReallyRunsAndItsBeginAndEndAreEvents() throws Exception {
        feed.next(STATE);
        String id = start();
        assertThat(feed.heardMore()).isFalse();
        host.pass(BEGIN);

        assertThat(feed.next()).isEqualTo(recording("START", id, "", BEGIN));
        assertThat(feed.next()).isEqualTo(event("recording.begin", id, 1_760_676_788_000_000_000L));

        host.pass(BEGIN);
        http.post("/api/recording:stop_and_save", "");
        assertThat(feed.next(3))
                .containsExactly(
                        event("recording.end", id, 1_760_676_789_200_000_000L),
                        recording("STOP", id, "", 2 * BEGIN),
                        recording("SAVE", id, "", 2 * BEGIN));
    }

    @Test
    void aClientThatComesLaterIsToldOfTheRunningRecordingLast() throws Exception {
        String id = start();
        host.pass(BEGIN);
        try (FeedClient late = new FeedClient(phone)) {
            assertThat(late.next(STATE + 1)).endsWith(recording("START", id, "", BEGIN));
        }
    }

    @Test
    void aCancelledRecordingIsDiscarded() throws Exception {
        feed.next(STATE);
        String id = start();
        http.post("/api/recording:cancel", "{}");

        assertThat(feed.next(5))
                .containsExactly(
                        recording("START", id, "", 0),
                        event("recording.begin", id, 1_760_676_788_000_000_000L),
                        event("recording.end", id, 1_760_676_788_000_000_000L),
                        recording("STOP", id, "", 0),
                        recording("DISCARD", id, "", 0));
    }

    @Test
    void anotherClientMayEndTheRecording() throws Exception {
        feed.next(STATE);
        assertThat(phone.controls().stopRecordingElsewhere()).isFalse();
        start();
        assertThat(phone.controls().stopRecordingElsewhere()).isTrue();

        assertThat(feed.next(5).get(4)).contains("\"action\":\"SAVE\"");
        assertThat(http.post("/api/recording:stop_and_save", "").body()).contains("Recording not running");
        assertThat(host.received).extracting(Received::toString).anyMatch(line -> line.contains("by another client"));
    }

    @Test
    void aRecordingMayFail() throws Exception {
        feed.next(STATE);
        String id = start();
        phone.controls().failRecording("Recording Watchdog failure");

        assertThat(feed.next(3)).endsWith(recording("ERROR", id, "Recording Watchdog failure", 0));
        assertThat(http.get("/api/status").body()).doesNotContain("Recording");
    }

    @Test
    void changesOfThePhoneAreToldAndNothingElse() throws Exception {
        feed.next(STATE);
        phone.controls().battery(12);
        assertThat(feed.next()).contains("\"battery_level\":12,\"battery_state\":\"LOW\"");
        phone.controls().battery(12);
        phone.controls().battery(4);
        assertThat(feed.next()).contains("\"battery_level\":4,\"battery_state\":\"CRITICAL\"");

        phone.controls().reportIp("192.168.1.21");
        assertThat(feed.next(11)).allSatisfy(frame -> assertThat(frame).contains("\"ip\":\"192.168.1.21\""));

        phone.controls().seeOtherPhone("bbbbbbbbbbbbbbbb", "Other", "192.168.1.22");
        assertThat(feed.next())
                .isEqualTo(
                        "{\"data\":{\"connected\":true,\"device_id\":\"bbbbbbbbbbbbbbbb\",\"device_name\":\"Other\",\"ip\":\"192.168.1.22\"},\"model\":\"NetworkDevice\"}");
    }

    @Test
    void whatNoClientKnowsMayComeFirst() throws Exception {
        try (SimulatedCompanion newer = host.start("simulated:neon?unknown=first");
                FeedClient client = new FeedClient(newer)) {
            assertThat(client.next())
                    .isEqualTo("{\"data\":{\"level\":1,\"parts\":[\"a\",\"b\"]},\"model\":\"Unheard\"}");
            assertThat(client.next()).contains("\"unheard\":[1,\"a\"]", "\"model\":\"Phone\"");
            assertThat(new Http(newer).get("/api/status").body())
                    .startsWith("{\"message\":\"Success\",\"result\":[{\"data\":{\"level\":1,");
        }
    }

    @Test
    void whateverAClientSendsIsIgnored() throws Exception {
        feed.next(STATE);
        feed.say("hello");
        feed.say("{\"model\":\"Phone\"}");
        http.post("/api/event", "{\"name\":\"x\"}");
        assertThat(feed.next()).contains("\"name\":\"x\"");
    }

    @Test
    void pingsAreAnswered() throws Exception {
        CompletableFuture<String> pong = new CompletableFuture<>();
        java.net.http.WebSocket socket = open(new java.net.http.WebSocket.Listener() {
            @Override
            public CompletionStage<?> onPong(java.net.http.WebSocket webSocket, ByteBuffer message) {
                pong.complete(StandardCharsets.US_ASCII.decode(message).toString());
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<?> onText(java.net.http.WebSocket webSocket, CharSequence data, boolean last) {
                webSocket.request(1);
                return CompletableFuture.completedFuture(null);
            }
        });
        socket.sendPing(ByteBuffer.wrap("are you there".getBytes(StandardCharsets.US_ASCII)))
                .get(30, TimeUnit.SECONDS);

        assertThat(pong.get(30, TimeUnit.SECONDS)).isEqualTo("are you there");
        socket.abort();
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndHoldsUpNobody() throws Exception {
        feed.next(STATE);
        CompletableFuture<String> end = new CompletableFuture<>();
        java.net.http.WebSocket lazy = open(new java.net.http.WebSocket.Listener() {
            @Override
            public void onOpen(java.net.http.WebSocket webSocket) {
                // asks for nothing
            }

            @Override
            public void onError(java.net.http.WebSocket webSocket, Throwable error) {
                end.complete("failed");
            }
        });
        String large = "{\"filler\":\"" + "x".repeat(16 * 1024) + "\"}";
        for (int i = 0; i < 2 * StatusClient.LONGEST_QUEUE; i++) {
            phone.controls().pushFrame(large);
            assertThat(feed.next()).isEqualTo(large);
        }
        lazy.request(Long.MAX_VALUE);

        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("failed");
        assertThat(http.get("/api/status").statusCode()).isEqualTo(200);
    }

    private java.net.http.WebSocket open(java.net.http.WebSocket.Listener listener) throws Exception {
        URI uri = URI.create("ws://" + phone.host() + ":" + phone.port() + "/api/status");
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, listener)
                .get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not-json           | <!DOCTYPE html>
                    wrong-types        | {"data":{"name":1,"recording_id":[""],"timestamp":["5"]},"model":"Event"}
                    deeply-nested      | {"data":[[[[[[[[
                    huge               | {"data":{"filler":"xxxxxx
                    """)
    void aSpoiltFrameComesInThePlaceOfOneAndTheNextIsGood(String fault, String start) throws Exception {
        feed.next(STATE);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.parse(fault), 1);
        http.post("/api/event", "{\"name\":\"x\",\"timestamp\":5}");
        http.post("/api/event", "{\"name\":\"y\",\"timestamp\":6}");

        assertThat(feed.next()).startsWith(start);
        assertThat(feed.next()).contains("\"name\":\"y\"");
    }

    @Test
    void framesMayBeLostOrComeTwice() throws Exception {
        feed.next(STATE);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.NO_REPLY, 1);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.DUPLICATED, 1);
        http.post("/api/event", "{\"name\":\"lost\"}");
        http.post("/api/event", "{\"name\":\"twice\"}");

        assertThat(feed.next(2)).allSatisfy(frame -> assertThat(frame).contains("\"name\":\"twice\""));
    }

    @Test
    void aFrameMayComeInDrips() throws Exception {
        feed.next(STATE);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.SLOW_DRIP, 1);
        http.post("/api/event", "{\"name\":\"slow\",\"timestamp\":5}");
        assertThat(feed.heardMore()).isFalse();

        // one part a second, and the phone looks for it every 20 ms of real time
        for (int i = 0; i < 6_000 && !feed.heardMore(); i++) {
            host.pass(Frame.DRIP_NANOS / 10);
            Thread.sleep(5);
        }
        assertThat(feed.next())
                .isEqualTo("{\"data\":{\"name\":\"slow\",\"recording_id\":null,\"timestamp\":5},\"model\":\"Event\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "empty-response, EOFException",
        "connection-reset-by-peer, SocketException",
        "random-data-then-close, ProtocolException",
    })
    void aConnectionMayEndInsteadOfAFrame(String fault, String failure) throws Exception {
        feed.next(STATE);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.parse(fault), 1);
        http.post("/api/event", "{\"name\":\"x\"}");

        assertThat(feed.next()).isEqualTo("failed: " + failure);
        try (FeedClient again = new FeedClient(phone)) {
            assertThat(again.next(STATE).get(0)).contains("Phone");
        }
    }

    @Test
    void aFrameMayBeNoText() throws Exception {
        feed.next(STATE);
        phone.controls().spoil(PhonePath.WEBSOCKET, ReplyFault.MALFORMED_RESPONSE_CHUNK, 1);
        http.post("/api/event", "{\"name\":\"x\"}");

        // this client replaces what it cannot read
        assertThat(feed.next()).isEqualTo("\ufffd(");
    }

    private String start() throws Exception {
        return http.post("/api/recording:start", "").body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    private static String recording(String action, String id, String message, long nanos) {
        return "{\"data\":{\"action\":\"" + action + "\",\"id\":\"" + id + "\",\"message\":\"" + message
                + "\",\"rec_duration_ns\":" + nanos + "},\"model\":\"Recording\"}";
    }

    private static String event(String name, String id, long timestamp) {
        return "{\"data\":{\"name\":\"" + name + "\",\"recording_id\":\"" + id + "\",\"timestamp\":" + timestamp
                + "},\"model\":\"Event\"}";
    }
}
