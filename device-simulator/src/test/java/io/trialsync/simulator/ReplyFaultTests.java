// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong with replies of a phone, over HTTP and Time Echo, on real sockets. */
class ReplyFaultTests {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String EVENT_BODY = "{\"name\":\"x\",\"timestamp\":5}";
    private static final String EVENT = "POST /api/event HTTP/1.1\r\nHost: phone\r\nContent-Length: "
            + EVENT_BODY.length() + "\r\n\r\n" + EVENT_BODY;
    private static final String REPLY = "{\"message\":\"Success\",\"result\":{\"recording_id\":null,\"timestamp\":5}}";

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;
    private Http http;

    @BeforeEach
    void startAPhone() throws Exception {
        phone = host.start("simulated:neon?delay=0ns&at=1760676788657000000");
        http = new Http(phone);
    }

    @AfterEach
    void stopIt() {
        phone.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY_RESPONSE, ''",
        "RANDOM_DATA_THEN_CLOSE, lskdu018973t09sylgasjkfg1][]'./.sdlv",
        "MALFORMED_RESPONSE_CHUNK, HTTP/1.1 200 OK",
        "NO_REPLY, ''"
    })
    void theEventIsStampedAndTheConnectionClosed(ReplyFault fault, String start) throws Exception {
        phone.controls().spoil(PhonePath.EVENT, fault, 1);

        try (Socket client = connect(phone.port())) {
            client.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith(start);
        }
        assertThat(host.received).hasSize(1);
        assertThat(http.post("/api/event", EVENT_BODY).body()).isEqualTo(REPLY);
    }

    @Test
    void theConnectionMayBeReset() throws Exception {
        phone.controls().spoil(PhonePath.EVENT, ReplyFault.CONNECTION_RESET_BY_PEER, 1);

        try (Socket client = connect(phone.port())) {
            client.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(host.received).hasSize(1);
    }

    @Test
    void aReplyMayComeTwice() throws Exception {
        phone.controls().spoil(PhonePath.EVENT, ReplyFault.DUPLICATED, 1);

        try (Socket client = connect(phone.port())) {
            client.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 2; i++) {
                assertThat(upTo(client.getInputStream(), REPLY)).startsWith("HTTP/1.1 200 OK\r\n");
            }
            client.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            assertThat(upTo(client.getInputStream(), REPLY)).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(host.received).hasSize(2);
    }

    @Test
    void aReplyMayComeSlowly() throws Exception {
        phone.controls().spoil(PhonePath.EVENT, ReplyFault.SLOW_DRIP, 1);

        try (Socket client = connect(phone.port())) {
            client.getOutputStream().write(EVENT.getBytes(StandardCharsets.US_ASCII));
            assertThat(upTo(client.getInputStream(), "{\"")).startsWith("HTTP/1.1 200 OK\r\n");
            client.setSoTimeout(300);
            // the drips are a second apart
            assertThatThrownBy(() -> client.getInputStream().readNBytes(REPLY.length()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, GET, /api/status",
        "EVENT, POST, /api/event",
        "START, POST, /api/recording:start",
        "STOP_AND_SAVE, POST, /api/recording:stop_and_save",
        "CANCEL, POST, /api/recording:cancel",
        "CALIBRATION, GET, /calibration.bin"
    })
    void everyPathMayAnswerSomethingElse(PhonePath path, String method, String address) throws Exception {
        assertThat(spoilt(path, ReplyFault.NOT_JSON, method, address).body()).isEqualTo(BadJson.NOT_JSON);
        assertThat(spoilt(path, ReplyFault.DEEPLY_NESTED, method, address).body())
                .startsWith("{\"data\":[[[[[")
                .hasSizeGreaterThan(2 * BadJson.NESTED_LEVELS);
        assertThat(spoilt(path, ReplyFault.HUGE, method, address).body()).hasSizeGreaterThan(BadJson.HUGE_BYTES);
    }

    private HttpResponse<String> spoilt(PhonePath path, ReplyFault fault, String method, String address)
            throws Exception {
        phone.controls().spoil(path, fault, 1);
        return method.equals("GET") ? http.get(address) : http.post(address, EVENT_BODY);
    }

    @Test
    void theServerMaySayThatItHasFailed() throws Exception {
        HttpResponse<String> reply = spoilt(PhonePath.EVENT, ReplyFault.SERVER_ERROR, "POST", "/api/event");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("Internal Server Error");
    }

    @Test
    void valuesMayBeOfOtherTypes() throws Exception {
        assertThat(spoilt(PhonePath.EVENT, ReplyFault.WRONG_TYPES, "POST", "/api/event")
                        .body())
                .isEqualTo("{\"message\":\"Success\",\"result\":{\"recording_id\":[\"\"],\"timestamp\":[\"5\"]}}");
        assertThat(spoilt(PhonePath.STATUS, ReplyFault.WRONG_TYPES, "GET", "/api/status")
                        .body())
                .startsWith(
                        "{\"message\":\"Success\",\"result\":[{\"data\":{\"battery_level\":[\"97\"],\"battery_state\":2,");
        assertThat(spoilt(PhonePath.START, ReplyFault.WRONG_TYPES, "POST", "/api/recording:start")
                        .body())
                .isEqualTo("{\"message\":\"Started recording\",\"result\":{\"id\":36}}");
        assertThat(spoilt(PhonePath.CANCEL, ReplyFault.WRONG_TYPES, "POST", "/api/recording:cancel")
                        .body())
                .isEqualTo("{\"message\":\"Stopped recording\",\"result\":[\"\"]}");
    }

    @Test
    void faultsArePlannedInTheAddress() throws Exception {
        try (SimulatedCompanion planned =
                host.start("simulated:neon?delay=0ns&fault=event:not-json*2@10s,status:wrong-types")) {
            Http client = new Http(planned);
            assertThat(client.get("/api/status").body()).contains("\"battery_level\":[\"97\"]");
            assertThat(client.post("/api/event", EVENT_BODY).body()).isEqualTo(REPLY);
            host.pass(10_000_000_000L);
            assertThat(client.post("/api/event", EVENT_BODY).body()).isEqualTo(BadJson.NOT_JSON);
            assertThat(client.post("/api/event", EVENT_BODY).body()).isEqualTo(BadJson.NOT_JSON);
            assertThat(client.post("/api/event", EVENT_BODY).body()).isEqualTo(REPLY);
            planned.controls().spoilNothing();
            assertThat(client.get("/api/status").body()).contains("\"battery_level\":97");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MALFORMED_RESPONSE_CHUNK | 00000199f083b7fb
                    RANDOM_DATA_THEN_CLOSE   | bfff136761726261676500fe07
                    EMPTY_RESPONSE           | ''
                    NO_REPLY                 | 00000199f083b7fc00000199f083b9b1
                    DUPLICATED               | 00000199f083b7fb00000199f083b9b100000199f083b7fb00000199f083b9b100000199f083b7fc00000199f083b9b1
                    NOT_JSON                 | 00000199f083b7fc00000199f083b9b100000199f083b7fc00000199f083b9b1
                    DEEPLY_NESTED            | 00000199f083b7fc00000199f083b9b100000199f083b7fc00000199f083b9b1
                    HUGE                     | 00000199f083b7fb00000199f083b9b1000000000199f083b7fc00000199f083b9b1
                    SLOW_DRIP                | 00000199f083b7fb00000199f083b9b100000199f083b7fc00000199f083b9b1
                    WRONG_TYPES              | fbb783f099010000b1b983f09901000000000199f083b7fc00000199f083b9b1
                    """)
    void anAnswerOfTimeEchoMayBeSpoiltAndTheNextIsGood(ReplyFault fault, String bytes) throws Exception {
        phone.controls().spoil(PhonePath.TIME_ECHO, fault, 1);

        try (Socket client = connect(phone.timeEchoPort())) {
            client.getOutputStream().write(HexFormat.of().parseHex("00000199f083b7fb00000199f083b7fc"));
            client.shutdownOutput();
            byte[] heard = client.getInputStream().readAllBytes();
            assertThat(HexFormat.of().formatHex(heard)).isEqualTo(bytes);
        } catch (IOException e) {
            // what was not read when it was closed makes a reset of the end
            assertThat(fault)
                    .isIn(
                            ReplyFault.MALFORMED_RESPONSE_CHUNK,
                            ReplyFault.RANDOM_DATA_THEN_CLOSE,
                            ReplyFault.EMPTY_RESPONSE);
        }
    }

    @Test
    void timeEchoMayBeReset() throws Exception {
        phone.controls().spoil(PhonePath.TIME_ECHO, ReplyFault.CONNECTION_RESET_BY_PEER, 1);

        try (Socket client = connect(phone.timeEchoPort())) {
            client.getOutputStream().write(new byte[8]);
            assertThatThrownBy(() -> new DataInputStream(client.getInputStream()).readLong())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultCanBeWrittenInAnAddress(ReplyFault fault) {
        assertThat(PlannedFault.parseAll("event:" + fault.key()))
                .containsExactly(new PlannedFault(PhonePath.EVENT, fault, Integer.MAX_VALUE, 0));
        assertThat(SpecKey.FAULT.meaning()).contains(fault.key());
    }

    @ParameterizedTest
    @EnumSource
    void everyPathCanBeWrittenInAnAddress(PhonePath path) {
        assertThat(PhonePath.parse(path.key())).isEqualTo(path);
        assertThat(SpecKey.FAULT.meaning()).contains(path.key());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String upTo(InputStream in, String end) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(heard.toString()).isNotNegative();
            heard.append((char) next);
        }
        return heard.toString();
    }
}
