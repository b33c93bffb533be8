// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionDeviceTests {

    private static final String PHONE = "{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\","
            + "\"device_id\":\"a41fe4fe2bccf6c3\",\"device_name\":\"Neon Companion\",\"ip\":\"192.168.1.21\","
            + "\"memory\":198471864320,\"memory_state\":\"OK\",\"time_echo_port\":12321},\"model\":\"Phone\"}";
    private static final String NEON = "{\"data\":{\"frame_name\":\"Just act natural\",\"glasses_serial\":\"-1\","
            + "\"module_serial\":\"123456\",\"version\":\"2.0\",\"world_camera_serial\":\"-1\"},\"model\":\"Hardware\"}";
    private static final String GAZE = "{\"data\":{\"conn_type\":\"WEBSOCKET\",\"connected\":true,"
            + "\"params\":\"camera\\u003dgaze\\u0026audioenable\\u003doff\",\"port\":8686,\"protocol\":\"rtsp\","
            + "\"sensor\":\"gaze\",\"stream_error\":false},\"model\":\"Sensor\"}";

    @Test
    void aNeonTellsWhoItIs() throws IOException {
        try (CompanionDevice device = connect(PHONE + "," + NEON + "," + GAZE)) {
            assertThat(device.identity())
                    .isEqualTo(new DeviceIdentity("a41fe4fe2bccf6c3", "Neon", "Neon Companion", Optional.of("123456")));
            assertThat(device.identity().key()).isEqualTo("neon-f6c3");
            assertThat(device.clocks()).extracting(clock -> clock.name()).containsExactly("wall", "sensor");
            assertThat(device.clocks().get(0).stampRule()).isEqualTo(StampRule.UNKNOWN);
            assertThat(device.syncChannel().orElseThrow().name()).isEqualTo("time-echo");
            assertThat(device.status().values())
                    .containsEntry("battery_level", "97")
                    .containsEntry("memory", "198471864320")
                    .containsEntry("sensor_gaze_websocket", "connected")
                    .doesNotContainKeys("device_name", "ip");
        }
    }

    @Test
    void anInvisibleTellsTheSerialOfItsGlasses() throws IOException {
        String hardware = "{\"data\":{\"version\":\"1.0\",\"glasses_serial\":\"hzuya\",\"module_serial\":\"default\"},"
                + "\"model\":\"Hardware\"}";
        try (CompanionDevice device = connect(hardware + "," + PHONE)) {
            assertThat(device.identity().model()).isEqualTo("Invisible");
            assertThat(device.identity().serial()).contains("hzuya");
            assertThat(device.identity().key()).isEqualTo("invisible-f6c3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"version\":null,\"module_serial\":null},\"model\":\"Hardware\"}",
                "{\"data\":null,\"model\":\"Hardware\"}",
                "{\"model\":\"Hardware\"}",
                "{\"data\":{\"version\":\"2.0\",\"module_serial\":\"default\"},\"model\":\"Hardware\"}",
                "{\"data\":{\"version\":[],\"module_serial\":{}},\"model\":\"Hardware\"}"
            })
    void unpluggedGlassesLeaveThePhoneWithoutSerial(String hardware) throws IOException {
        try (CompanionDevice device = connect(hardware + "," + PHONE)) {
            assertThat(device.identity().serial()).isEmpty();
            assertThat(device.identity().key()).endsWith("-f6c3");
        }
    }

    @Test
    void unknownComponentsAndFieldsAreIgnoredWhereverTheyStand() throws IOException {
        String odd = "{\"data\":{\"x\":[1,{}]},\"model\":\"Teleporter\"},7,null,\"x\",[],{},{\"model\":7},"
                + "{\"model\":null,\"data\":[]},{\"model\":{\"model\":\"Phone\"}}";
        String sensors = "{\"model\":\"Sensor\"},{\"model\":\"Sensor\",\"data\":{\"connected\":\"maybe\"}}";
        String noPhone = "{\"model\":\"Phone\",\"data\":{\"device_id\":null}}";
        try (CompanionDevice device =
                connect(odd + "," + PHONE + "," + odd + "," + noPhone + "," + NEON + "," + sensors + "," + odd)) {
            assertThat(device.identity().key()).isEqualTo("neon-f6c3");
            assertThat(device.status().values()).containsEntry("battery_state", "OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"time_echo_port\":null",
                ",\"time_echo_port\":0",
                ",\"time_echo_port\":65536",
                ",\"time_echo_port\":\"x\"",
                ",\"time_echo_port\":1.5",
                ",\"time_echo_port\":-1"
            })
    void withoutTimeEchoPortTheEventsMeasureTheClock(String port) throws IOException {
        try (CompanionDevice device = connect("{\"data\":{\"device_id\":\"1234\"" + port + "},\"model\":\"Phone\"}")) {
            assertThat(device.syncChannel().orElseThrow().name()).isEqualTo("event");
            assertThat(device.syncChannel().orElseThrow().restNanos()).isPositive();
            assertThat(device.identity().name()).isEmpty();
            assertThat(device.identity().model()).isEqualTo("Companion");
            assertThat(device.status().values()).isEmpty();
        }
    }

    @Test
    void textsOfTheDeviceAreBounded() throws IOException {
        String name = "x".repeat(100_000);
        try (CompanionDevice device =
                connect("{\"data\":{\"device_id\":\"1234\",\"device_name\":\"" + name + "\"},\"model\":\"Phone\"}")) {
            assertThat(device.identity().name()).hasSizeLessThan(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}", "\"x\"", "[{\"model\":\"Phone\",\"data\":{}}]"})
    void somethingThatNamesNoPhoneIsNoCompanion(String result) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering("{\"message\":\"Success\",\"result\":" + result + "}")) {
            Throwable thrown = catchThrowable(() -> connect(phone));

            assertThat(thrown)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + phone.port())
                    .hasMessageContaining("its status names no phone")
                    .hasMessageContaining("the app shows its own address under Stream");
            assertThat(thrown.getMessage()).doesNotContain("\n");
        }
    }

    @Test
    void whereNothingListensTheMessageSaysWhereAndWhatToDo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(catchThrowable(() ->
                        CompanionDevice.connect("127.0.0.1", port, StampRule.UNKNOWN, false, DeviceContext.system())))
                .isInstanceOf(DeviceException.class)
                .hasMessage("no answer from the phone at 127.0.0.1:" + port
                        + " to GET /api/status: nothing accepts connections there; check that the Companion app is open,"
                        + " and that phone and computer are on the same network; the app shows its own address under"
                        + " Stream");
    }

    @Test
    void aWebPageIsNoCompanion() throws IOException {
        try (ScriptedPhone printer =
                ScriptedPhone.http((request, out) -> ScriptedPhone.reply(out, 404, "<html>no\nsuch page</html>"))) {
            assertThat(catchThrowable(() -> connect(printer)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("refused GET /api/status: no reason given (HTTP 404)");
        }
    }

    @Test
    void aClosedDeviceSaysSoAndOpensNoNewConnection() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering("{\"result\":[" + PHONE + "]}")) {
            CompanionDevice device = connect(phone);
            device.close();
            device.close();

            assertThat(catchThrowable(device::status))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("the link to the phone at 127.0.0.1:" + phone.port() + " is closed");
            assertThat(catchThrowable(() -> device.syncChannel().orElseThrow().exchange()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("is closed");
            assertThat(phone.connections()).isEqualTo(1);
        }
    }

    private static CompanionDevice connect(String components) throws IOException {
        // the phone lives as long as the JVM; its threads are daemons
        return connect(ScriptedPhone.answering("{\"message\":\"Success\",\"result\":[" + components + "]}"));
    }

    private static CompanionDevice connect(ScriptedPhone phone) throws IOException {
        return CompanionDevice.connect("127.0.0.1", phone.port(), StampRule.UNKNOWN, false, DeviceContext.system());
    }
}
