// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.ScriptedPhone.Received;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionRecordingsTests {

    private static final ComponentParser PARSER =
            new ComponentParser(new UnknownParts(new HostAndPort("127.0.0.1", 8080)));

    @Test
    void startingGivesTheIdOfTheRecording() throws IOException {
        try (ScriptedPhone phone =
                        ScriptedPhone.answering("{\"message\":\"Started recording\",\"result\":{\"id\":\"b7d0\"}}");
                CompanionHttp http = http(phone)) {
            assertThat(new CompanionRecordings(http, PARSER).start()).isEqualTo("b7d0");
            assertThat(phone.received()).extracting(Received::line).containsExactly("POST /api/recording:start");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Stopped recording\",\"result\":null}",
                "{\"message\":\"Stopped recording\"}",
                "{\"message\":\"ok\",\"result\":{\"id\":\"b7d0\",\"rec_duration_ns\":5}}"
            })
    void stoppingAndCancellingTakeAnyResult(String json) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(json);
                CompanionHttp http = http(phone)) {
            new CompanionRecordings(http, PARSER).stopAndSave();
            new CompanionRecordings(http, PARSER).cancel();

            assertThat(phone.received())
                    .extracting(Received::line)
                    .containsExactly("POST /api/recording:stop_and_save", "POST /api/recording:cancel");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":null}", "{}", "{\"result\":{\"id\":\"\"}}", "{\"result\":{\"id\":null}}"})
    void aStartWithoutIdSaysWhatToDo(String json) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(json);
                CompanionHttp http = http(phone)) {
            assertThat(catchThrowable(() -> new CompanionRecordings(http, PARSER).start()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + phone.port())
                    .hasMessageContaining("gave no id for it; stop the recording on the phone");
        }
    }

    @Test
    void aRefusalCarriesTheReason() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.http(
                        (request, out) -> ScriptedPhone.reply(out, 500, "{\"message\":\"No wearer selected\"}"));
                CompanionHttp http = http(phone)) {
            assertThat(catchThrowable(() -> new CompanionRecordings(http, PARSER).start()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("refused POST /api/recording:start: No wearer selected (HTTP 500)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"START | b7d0", "STOP | ", "SAVE | ", "DISCARD | ", "ERROR | ", "'' | "})
    void aRecordingRunsAsLongAsItsActionIsStart(String action, String id) throws IOException {
        String component = "{\"model\":\"Recording\",\"data\":{\"id\":\"b7d0\",\"action\":\"" + action
                + "\",\"message\":\"\",\"rec_duration_ns\":5}}";
        try (ScriptedPhone phone = ScriptedPhone.answering("{\"result\":[" + component + "]}");
                CompanionHttp http = http(phone)) {
            assertThat(new CompanionRecordings(http, PARSER).current().orElse(null))
                    .isEqualTo(id);
        }
    }

    @Test
    void ofTwoRecordingsTheRunningOneCounts() throws IOException {
        String running = "{\"model\":\"Recording\",\"data\":{\"id\":\"new\",\"action\":\"START\"}}";
        String ended = "{\"model\":\"Recording\",\"data\":{\"id\":\"old\",\"action\":\"SAVE\"}}";
        for (String order : new String[] {running + "," + ended, ended + "," + running}) {
            try (ScriptedPhone phone = ScriptedPhone.answering("{\"result\":[" + order + "]}");
                    CompanionHttp http = http(phone)) {
                assertThat(new CompanionRecordings(http, PARSER).current()).contains("new");
            }
        }
    }

    private static CompanionHttp http(ScriptedPhone phone) {
        return new CompanionHttp(phone.place(), System::nanoTime);
    }
}
