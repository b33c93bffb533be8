// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.StatusComponent;
import io.trialsync.fuzz.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WireFuzzTests {

    private static final String PHONE =
            "{\"model\":\"Phone\",\"data\":{\"battery_level\":97,\"battery_state\":\"OK\",\"device_id\":"
                    + "\"a41fe4fe2bccf6c3\",\"device_name\":\"Neon\",\"ip\":\"192.168.1.20\",\"memory\":93248274432,"
                    + "\"memory_state\":\"OK\",\"time_echo_port\":12321}}";
    private static final String SENSOR = "{\"model\":\"Sensor\",\"data\":{\"sensor\":\"gaze\",\"conn_type\":\"DIRECT\","
            + "\"connected\":true,\"ip\":\"192.168.1.20\",\"port\":8086,\"protocol\":\"rtsp\",\"params\":\"camera=gaze\"}}";
    private static final String RECORDING =
            "{\"model\":\"Recording\",\"data\":{\"id\":\"b7d0e4a2\",\"action\":\"ERROR\","
                    + "\"message\":\"Watchdog\",\"rec_duration_ns\":5}}";
    private static final String STATUS =
            "{\"message\":\"Success\",\"result\":[" + PHONE + "," + SENSOR + "," + RECORDING + "]}";
    private static final String EVENT =
            "{\"message\":\"Success\",\"result\":{\"recording_id\":\"b7d0e4a2\",\"timestamp\":1744271292116000000}}";

    private final Logger log = (Logger) LoggerFactory.getLogger(UnknownParts.class);
    private final WireJson json = new WireJson();
    private final ComponentParser parser = new ComponentParser(new UnknownParts(new HostAndPort("h", 1)));

    @BeforeEach
    void beQuiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        log.setLevel(null);
    }

    @Test
    void everyStatusIsReadOrRefusedInALine() {
        Fuzz.of(STATUS).run(2_000, DeviceException.class, bytes -> {
            CompanionStatus status =
                    CompanionStatus.parse(json.readObject("it answered", bytes).path("result"), parser);
            requirePrintable(DeviceStatus.of(status.components()).values().toString());
        });
    }

    @Test
    void everyFrameOfTheFeedIsReadOrRefusedInALine() {
        Fuzz.of(PHONE, SENSOR, RECORDING)
                .run(
                        20_000,
                        DeviceException.class,
                        bytes -> parser.parse(json.readObject("it sent", new String(bytes, UTF_8).getBytes(UTF_8)))
                                .map(StatusComponent::toString)
                                .ifPresent(WireFuzzTests::requirePrintable));
    }

    @Test
    void everyAnswerToAnEventIsReadOrAFailureOfTheDevice() throws IOException {
        AtomicReference<String> answer = new AtomicReference<>("");
        try (ScriptedPhone phone = ScriptedPhone.http(
                        (request, out) -> ScriptedPhone.reply(out, 200, String.valueOf(answer.get())));
                CompanionHttp http = new CompanionHttp(phone.place(), System::nanoTime)) {
            EventChannel channel = new EventChannel(http);
            Fuzz.of(EVENT).run(200, DeviceException.class, bytes -> {
                answer.set(new String(bytes, UTF_8));
                requirePrintable(channel.send("x", OptionalLong.of(5)).toString());
            });
        }
    }

    @Test
    void everyAnswerOfTimeEchoIsReadOrAFailureOfTheDevice() throws IOException {
        AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
        try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> {
                    byte[] echoed = in.readNBytes(Long.BYTES);
                    byte[] reply = Objects.requireNonNull(answer.get());
                    // most replies echo the token, so that the time behind it is looked at too
                    System.arraycopy(
                            echoed, 0, reply, 0, reply.length % 3 == 0 ? 0 : Math.min(Long.BYTES, reply.length));
                    out.write(reply);
                    out.flush();
                });
                TimeEchoChannel channel = new TimeEchoChannel(phone.place(), System::nanoTime)) {
            byte[] example = ByteBuffer.allocate(16)
                    .putLong(8, System.currentTimeMillis())
                    .array();
            Fuzz.of(example).run(150, DeviceException.class, bytes -> {
                answer.set(bytes.clone());
                channel.exchange();
            });
        }
    }

    private static void requirePrintable(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException(List.of(text) + " would reach a terminal");
        }
    }
}
