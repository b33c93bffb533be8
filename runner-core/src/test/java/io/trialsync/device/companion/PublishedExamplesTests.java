// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.MarkerReply;
import io.trialsync.device.RawExchange;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Hardware;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.companion.ScriptedPhone.Received;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples and test vectors of the interface's published description and of replies that were seen from real phones. */
class PublishedExamplesTests {

    private static final String STATUS = """
            {"message":"Success","result":[
             {"data":{"battery_level":97,"battery_state":"OK","device_id":"a41fe4fe2bccf6c3","device_name":"Neon Companion","ip":"192.168.1.21","memory":198471864320,"memory_state":"OK","time_echo_port":12321},"model":"Phone"},
             {"data":{"frame_name":"Just act natural","glasses_serial":"-1","module_serial":"123456","version":"2.0","world_camera_serial":"-1"},"model":"Hardware"},
             {"data":{"conn_type":"WEBSOCKET","connected":true,"ip":"192.168.1.21","params":"camera\\u003dgaze\\u0026audioenable\\u003doff","port":8686,"protocol":"rtsp","sensor":"gaze","stream_error":false},"model":"Sensor"},
             {"data":{"conn_type":"DIRECT","connected":true,"ip":"192.168.1.21","params":"camera\\u003dgaze\\u0026audioenable\\u003don","port":8086,"protocol":"rtsp","sensor":"gaze","stream_error":false},"model":"Sensor"}
            ]}
            """;

    @Test
    void theStatusIsUnderstoodToItsLastField() throws IOException {
        UnknownParts unknown = new UnknownParts(new HostAndPort("127.0.0.1", 8080));
        try (ScriptedPhone phone = ScriptedPhone.answering(STATUS);
                CompanionHttp http = http(phone)) {
            CompanionStatus status = http.status(new ComponentParser(unknown));

            assertThat(status.components())
                    .containsExactly(
                            new Phone(
                                    "a41fe4fe2bccf6c3",
                                    Optional.of("Neon Companion"),
                                    Optional.of("192.168.1.21"),
                                    OptionalInt.of(97),
                                    Optional.of("OK"),
                                    OptionalLong.of(198_471_864_320L),
                                    Optional.of("OK"),
                                    OptionalInt.of(12_321)),
                            new Hardware(
                                    Optional.of("2.0"),
                                    Optional.of("123456"),
                                    Optional.of("-1"),
                                    Optional.of("-1"),
                                    Optional.of("Just act natural")),
                            gaze("WEBSOCKET", 8_686, "camera=gaze&audioenable=off"),
                            gaze("DIRECT", 8_086, "camera=gaze&audioenable=on"));
            assertThat(unknown.seen()).isEmpty();
        }
    }

    private static StatusComponent gaze(String connection, int port, String params) {
        return new Sensor(
                "gaze",
                connection,
                true,
                Optional.of("192.168.1.21"),
                OptionalInt.of(port),
                Optional.of("rtsp"),
                Optional.of(params),
                Optional.of(false));
    }

    @Test
    void whatIsUnknownIsNotedOnceHoweverOftenItComes() throws IOException {
        UnknownParts unknown = new UnknownParts(new HostAndPort("127.0.0.1", 8080));
        String odd =
                "{\"model\":\"Teleporter\",\"data\":{}},{\"model\":\"Phone\",\"data\":{\"device_id\":\"1\",\"mood\":3}}";
        try (ScriptedPhone phone = ScriptedPhone.answering("{\"result\":[" + odd + "," + odd + "]}");
                CompanionHttp http = http(phone)) {
            http.status(new ComponentParser(unknown));

            assertThat(unknown.seen())
                    .containsExactlyInAnyOrder(
                            "a component of the unknown model [Teleporter]", "the unknown field [mood] of a Phone");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | {\"name\":\"trial.1\"} | 1744271292116000000",
                "1744271291692745000 | {\"name\":\"trial.1\",\"timestamp\":1744271291692745000} | 1744271291692745000",
                "1744271293119536000 | {\"name\":\"trial.1\",\"timestamp\":1744271293119536000} | 1744271293119536000"
            })
    void anEventIsSentAndAnsweredAsDescribed(Long timestamp, String request, long answered) throws IOException {
        String reply = "{\"message\":\"Success\",\"result\":{\"recording_id\":\"b7d0e4a2-19c6-4f85-a3d8-5e60f2c1947b\","
                + "\"timestamp\":" + answered + "}}";
        try (ScriptedPhone phone = ScriptedPhone.answering(reply);
                CompanionHttp http = http(phone)) {
            OptionalLong deviceNanos = timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp);
            MarkerReply marker = new EventChannel(http).send("trial.1", deviceNanos);

            assertThat(phone.received()).extracting(Received::line).containsExactly("POST /api/event");
            assertThat(phone.received()).extracting(Received::body).containsExactly(request);
            assertThat(marker.deviceNanos()).isEqualTo(answered);
            assertThat(marker.recordingId()).contains("b7d0e4a2-19c6-4f85-a3d8-5e60f2c1947b");
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"recording_id\":null,'", "''"})
    void anEventOutsideARecordingHasNoneOrANullId(String id) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(
                        "{\"message\":\"Success\",\"result\":{" + id + "\"timestamp\":1744271292116000000}}");
                CompanionHttp http = http(phone)) {
            assertThat(new EventChannel(http).send("x", OptionalLong.empty()).recordingId())
                    .isEmpty();
        }
    }

    @Test
    void aRecordingIsStartedAndStoppedAsARealPhoneAnswers() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> ScriptedPhone.reply(
                        out,
                        200,
                        request.line().endsWith(":start")
                                ? "{\"message\":\"Started recording\",\"result\":{\"id\":\"b7d0e4a2\"}}"
                                : "{\"message\":\"Stopped recording\",\"result\":null}"));
                CompanionHttp http = http(phone)) {
            RecordingControl recordings =
                    new CompanionRecordings(http, new ComponentParser(new UnknownParts(phone.place())));
            assertThat(recordings.start()).isEqualTo("b7d0e4a2");
            recordings.stopAndSave();
            recordings.cancel();

            assertThat(phone.received())
                    .extracting(Received::line)
                    .containsExactly(
                            "POST /api/recording:start",
                            "POST /api/recording:stop_and_save",
                            "POST /api/recording:cancel");
        }
    }

    @Test
    void theReplyOfTheTimeEchoVectorIsReadToTheMillisecond() throws IOException {
        AtomicLong asked = new AtomicLong();
        byte[] deviceTime = HexFormat.of().parseHex("00000199f083b9b1");
        try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> {
                    byte[] request = in.readNBytes(8);
                    asked.set(ByteBuffer.wrap(request).getLong());
                    out.write(
                            ByteBuffer.allocate(16).put(request).put(deviceTime).array());
                });
                TimeEchoChannel channel = new TimeEchoChannel(phone.place(), System::nanoTime)) {
            long before = System.currentTimeMillis();
            RawExchange exchange = channel.exchange();

            assertThat(exchange.deviceNanos()).isEqualTo(1_760_676_788_657_000_000L);
            assertThat(asked.get()).isBetween(before, System.currentTimeMillis());
        }
    }

    private static CompanionHttp http(ScriptedPhone phone) {
        return new CompanionHttp(phone.place(), System::nanoTime);
    }
}
