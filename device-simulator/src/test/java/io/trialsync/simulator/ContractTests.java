// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of what real phones say, byte for byte but for ids that phones draw. */
class ContractTests {

    private static final CompanionSpec EXAMPLE =
            CompanionSpec.parse("simulated:neon?delay=0ns&id=a41fe4fe2bccf6c3&serial=123456&ip=192.168.1.21");

    private final VirtualHost host = new VirtualHost();
    private final CompanionJson json = new CompanionJson();

    @Test
    void status() {
        PhoneStatus status =
                new PhoneStatus(EXAMPLE, "192.168.1.21", 97, OptionalInt.of(12_321), OptionalInt.of(8086), false);

        assertThat(json.envelope("Success", status.components()))
                .startsWith(
                        "{\"message\":\"Success\",\"result\":["
                                + "{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\",\"device_id\":\"a41fe4fe2bccf6c3\",\"device_name\":\"Neon Companion\",\"ip\":\"192.168.1.21\",\"memory\":198471864320,\"memory_state\":\"OK\",\"time_echo_port\":12321},\"model\":\"Phone\"},"
                                + "{\"data\":{\"frame_name\":\"Just act natural\",\"glasses_serial\":\"-1\",\"module_serial\":\"123456\",\"version\":\"2.0\",\"world_camera_serial\":\"-1\"},\"model\":\"Hardware\"},")
                .contains(
                        "{\"data\":{\"conn_type\":\"WEBSOCKET\",\"connected\":true,\"ip\":\"192.168.1.21\",\"params\":\"camera\\u003dgaze\\u0026audioenable\\u003doff\",\"port\":8686,\"protocol\":\"rtsp\",\"sensor\":\"gaze\",\"stream_error\":false},\"model\":\"Sensor\"},"
                                + "{\"data\":{\"conn_type\":\"DIRECT\",\"connected\":true,\"ip\":\"192.168.1.21\",\"params\":\"camera\\u003dgaze\\u0026audioenable\\u003don\",\"port\":8086,\"protocol\":\"rtsp\",\"sensor\":\"gaze\",\"stream_error\":false},\"model\":\"Sensor\"}");
    }

    @Test
    void frames() {
        assertThat(json.write(PhoneState.recording("START", "b9f3", "", 0)))
                .isEqualTo(
                        "{\"data\":{\"action\":\"START\",\"id\":\"b9f3\",\"message\":\"\",\"rec_duration_ns\":0},\"model\":\"Recording\"}");
        assertThat(json.write(PhoneState.event("trial.1", 1_744_271_292_116_000_000L, null)))
                .isEqualTo(
                        "{\"data\":{\"name\":\"trial.1\",\"recording_id\":null,\"timestamp\":1744271292116000000},\"model\":\"Event\"}");
    }

    @Test
    void events() throws Exception {
        try (SimulatedCompanion phone =
                host.start("simulated:neon?delay=0ns&recording-delay=0ns&at=1744271292116000000")) {
            Http http = new Http(phone);
            String id = http.post("/api/recording:start", "").body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");

            // on arrival, with network time only, and with an offset of -437 790 000 ns
            assertThat(http.post("/api/event", "{\"name\":\"trial.1\"}").body())
                    .isEqualTo("{\"message\":\"Success\",\"result\":{\"recording_id\":\"" + id
                            + "\",\"timestamp\":1744271292116000000}}");
            for (long stamp : new long[] {1_744_271_291_692_745_000L, 1_744_271_293_119_536_000L}) {
                assertThat(http.post("/api/event", "{\"name\":\"trial.1\",\"timestamp\":" + stamp + "}")
                                .body())
                        .isEqualTo("{\"message\":\"Success\",\"result\":{\"recording_id\":\"" + id + "\",\"timestamp\":"
                                + stamp + "}}");
            }
        }
    }

    /** Some clients send an object that is empty, some nothing, some nothing with a type and a length. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n", "Content-Length: 2\r\nContent-Type: application/json\r\n"})
    void recordings(String headers) throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:neon?delay=0ns")) {
            assertThat(post(phone, "/api/recording:start", headers))
                    .matches("(?s).*\\{\"message\":\"Started recording\",\"result\":\\{\"id\":\"[0-9a-f-]{36}\"}}");
            assertThat(post(phone, "/api/recording:stop_and_save", headers))
                    .endsWith("{\"message\":\"Stopped recording\",\"result\":null}");
            post(phone, "/api/recording%3Astart", headers);
            assertThat(post(phone, "/api/recording:cancel", headers))
                    .endsWith("{\"message\":\"Stopped recording\",\"result\":null}");
        }
    }

    @Test
    void timeEcho() throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:neon?delay=0ns&at=1760676788657000000");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), phone.timeEchoPort())) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(HexFormat.of().parseHex("00000199f083b7fb"));
            assertThat(HexFormat.of().formatHex(client.getInputStream().readNBytes(16)))
                    .isEqualTo("00000199f083b7fb00000199f083b9b1");
        }
    }

    @Test
    void calibration() throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:neon?delay=0ns&serial=578846")) {
            HttpResponse<byte[]> reply = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://" + phone.host() + ":" + phone.port() + "/calibration.bin"))
                                    .build(),
                            BodyHandlers.ofByteArray());
            assertThat(reply.headers().firstValue("content-type")).hasValue("application/octet-stream");
            assertThat(reply.headers().firstValue("content-length")).hasValue("803");
            byte[] file = reply.body();
            ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(file).hasSize(803).startsWith(1, '5', '7', '8', '8', '4', '6');
            assertThat(fields.getDouble(7))
                    .as("focal length of the scene camera")
                    .isEqualTo(890);
            assertThat(fields.getDouble(143)).as("its pose").isOne();
            assertThat(fields.getDouble(271))
                    .as("focal length of the right eye camera")
                    .isEqualTo(140);
            assertThat(fields.getDouble(671 + 15 * Double.BYTES))
                    .as("the end of the left one's pose")
                    .isOne();
            CRC32 crc = new CRC32();
            crc.update(file, 0, 799);
            assertThat(fields.getInt(799)).isEqualTo((int) crc.getValue());
        }
    }

    @Test
    void anInvisibleHasNoCalibration() throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:invisible?delay=0ns")) {
            HttpResponse<String> reply = new Http(phone).get("/calibration.bin");
            assertThat(reply.statusCode()).isEqualTo(404);
            assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(reply.body()).isEqualTo("{\"message\":\"Not found\",\"result\":null}");
        }
    }

    private static String post(SimulatedCompanion phone, String path, String headers) throws Exception {
        String request = "POST " + path + " HTTP/1.1\r\nHost: phone\r\nConnection: close\r\n" + headers + "\r\n"
                + (headers.contains("2") ? "{}" : "");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), phone.port())) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
