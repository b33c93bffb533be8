// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The components that were seen on real phones, byte for byte. */
class CompanionJsonTests {

    private final CompanionJson json = new CompanionJson();

    @Test
    void aSensorIsWrittenWithItsParametersEscaped() {
        assertThat(json.write(CompanionJson.component(
                        "Sensor",
                        Map.of(
                                "conn_type", "WEBSOCKET",
                                "connected", true,
                                "ip", "192.168.1.21",
                                "params", "camera=gaze&audioenable=off",
                                "port", 8686,
                                "protocol", "rtsp",
                                "sensor", "gaze",
                                "stream_error", false))))
                .isEqualTo("{\"data\":{\"conn_type\":\"WEBSOCKET\",\"connected\":true,\"ip\":\"192.168.1.21\","
                        + "\"params\":\"camera\\u003dgaze\\u0026audioenable\\u003doff\",\"port\":8686,"
                        + "\"protocol\":\"rtsp\",\"sensor\":\"gaze\",\"stream_error\":false},\"model\":\"Sensor\"}");
    }

    @Test
    void aRecordingIsWrittenAsSeen() {
        assertThat(json.write(CompanionJson.component(
                        "Recording",
                        new TreeMap<>(Map.of("rec_duration_ns", 0L, "message", "", "id", "b9f3", "action", "START")))))
                .isEqualTo("{\"data\":{\"action\":\"START\",\"id\":\"b9f3\",\"message\":\"\",\"rec_duration_ns\":0},"
                        + "\"model\":\"Recording\"}");
    }

    @Test
    void anEnvelopeMayHoldNothing() {
        assertThat(json.envelope("Stopped recording", null))
                .isEqualTo("{\"message\":\"Stopped recording\",\"result\":null}");
    }

    @Test
    void charactersOfHtmlAreEscapedAndOthersAreNot() {
        assertThat(json.write(Map.of("name", "<b>'Ä' & \"ü\"</b>")))
                .isEqualTo("{\"name\":\"\\u003cb\\u003e\\u0027Ä\\u0027 \\u0026 \\\"ü\\\"\\u003c/b\\u003e\"}");
    }
}
