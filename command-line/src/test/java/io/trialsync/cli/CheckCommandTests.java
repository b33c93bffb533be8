// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.DeviceException;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.PhonePath;
import io.trialsync.simulator.ReplyFault;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The check against simulated phones on real sockets. */
class CheckCommandTests {

    private static final String QUICK = "delay=1ms..3ms&seed=";

    private static SimulatedCompanion phone(String parameters) throws DeviceException {
        return SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?" + QUICK + parameters));
    }

    private static String address(SimulatedCompanion phone) {
        return "companion:127.0.0.1:" + phone.port();
    }

    private static JsonNode json(ProgramRun run) {
        assertThat(run.out()).as(run.err()).hasLineCount(1);
        return JsonMapper.shared().readTree(run.out());
    }

    private static Optional<String> level(JsonNode device, String subject) {
        return StreamSupport.stream(device.path("findings").spliterator(), false)
                .filter(finding -> finding.path("subject").asString().equals(subject))
                .map(finding -> finding.path("level").asString())
                .reduce((first, second) -> second);
    }

    private static long nanos(JsonNode node, String field) {
        return Long.parseLong(node.path(field).asString());
    }

    @Test
    void aGoodPhoneIsReadyAndItsClockIsMeasuredWithLimitsThatHold() throws DeviceException {
        try (SimulatedCompanion phone = phone("31&offset=840ms&battery=61&stream=50hz&name=Lab%20A")) {
            ProgramRun people = ProgramRun.of("check", address(phone), "--for", "4s");
            assertThat(people.exitCode()).as(people.out()).isZero();
            assertThat(people.out())
                    .contains(address(phone), "ok    reachable     \"Lab A\", id " + phone.deviceId())
                    .contains("Neon, serial number", "ok    battery       61 %", "198.5 GB free")
                    .containsPattern(
                            "the phone is 8\\d\\d ms behind: offset \\+8.*limits \\+8.*median of \\d+ gives \\+8")
                    .contains("ok    sensor clock", "not checked", "READY: 0 FAIL")
                    .doesNotContain("NOT READY");

            JsonNode report = json(ProgramRun.of("check", address(phone), "--for", "4s", "--json"));
            assertThat(report.path("ready").asBoolean()).isTrue();
            JsonNode device = report.path("devices").path(0);
            assertThat(device.path("id").asString()).isEqualTo(phone.deviceId());
            assertThat(device.path("simulated").asBoolean()).isFalse();
            assertThat(nanos(device, "earliest_offset_ns")).isLessThanOrEqualTo(840_000_000);
            assertThat(nanos(device, "latest_offset_ns")).isGreaterThanOrEqualTo(840_000_000);
            assertThat(Math.abs(nanos(device, "offset_ns") - 840_000_000))
                    .isLessThanOrEqualTo(nanos(device, "uncertainty_ns"));
            assertThat(device.path("median_of").asInt()).isBetween(2, 50);
            assertThat(level(device, "sensor clock")).contains("ok");
        }
    }

    @Test
    void eachThingThatIsWrongIsALineWithWhatToDo() throws Exception {
        try (SimulatedCompanion phone = phone("32&battery=4&stream=50hz&sensor-offset=-850ms&screen=off")) {
            ProgramRun run = ProgramRun.of("check", address(phone), "--for", "4s");

            assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
            assertThat(run.out())
                    .contains("FAIL  battery       4 % (CRITICAL). The app refuses to record: charge the phone first.")
                    .containsPattern("FAIL  sensor clock .* ahead of where .*restart the Companion app")
                    // on a busy computer the exchanges right after others may be slow as well
                    .containsPattern("WARN  round trip .*(its radio sleeps in between|half of the exchanges take .*)"
                            + "\\. Keep the phone's screen on")
                    .containsPattern("NOT READY: 2 FAIL");
        }
    }

    @Test
    void aRecordingThatRunsIsAWarningAndStaysUntouched() throws Exception {
        try (SimulatedCompanion phone = phone("33&recording-delay=0ns&stream=50hz")) {
            post(phone, "/api/recording:start");
            JsonNode report = json(ProgramRun.of("check", address(phone), "--for", "1s", "--json"));

            JsonNode device = report.path("devices").path(0);
            assertThat(level(device, "recording")).contains("warn");
            assertThat(device.path("recording").asString()).isNotEmpty();
            assertThat(report.path("ready").asBoolean()).isTrue();
            assertThat(phone.controls().stopRecordingElsewhere()).isTrue();
        }
    }

    private static void post(SimulatedCompanion phone, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + phone.port() + path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClockThatStepsDuringTheCheckIsSaid() throws DeviceException, InterruptedException {
        try (SimulatedCompanion phone = phone("34")) {
            Thread stepper = new Thread(() -> stepOnceUnderWay(phone), "stepper");
            stepper.start();
            ProgramRun run = ProgramRun.of("check", address(phone), "--for", "4s");
            stepper.join();

            assertThat(run.out()).containsPattern("WARN  clock .*it jumped by 8\\d\\d ms during this check");
        }
    }

    private static void stepOnceUnderWay(SimulatedCompanion phone) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (phone.givenStamps().size() < 10 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        phone.controls().stepWall(Duration.ofMillis(850));
    }

    @Test
    void aPhoneWithoutTimeEchoGetsFourEventsAtMost() throws DeviceException {
        try (SimulatedCompanion phone = phone("35&time-echo=off")) {
            JsonNode report = json(ProgramRun.of("check", address(phone), "--for", "2s", "--json"));

            JsonNode device = report.path("devices").path(0);
            assertThat(device.path("channel").asString()).isEqualTo("event");
            assertThat(device.path("exchanges").asInt()).isEqualTo(4);
            assertThat(phone.givenStamps()).hasSize(4);
        }
    }

    @Test
    void twoPhonesAreComparedWithEachOther() throws DeviceException {
        try (SimulatedCompanion one = phone("36&offset=840ms");
                SimulatedCompanion other = phone("37&offset=-60ms")) {
            JsonNode report = json(ProgramRun.of("check", address(one), address(other), "--for", "3s", "--json"));

            assertThat(report.path("devices")).hasSize(2);
            assertThat(report.path("pairs")).hasSize(1);
            JsonNode pair = report.path("pairs").path(0);
            assertThat(nanos(pair, "least_ns")).isLessThanOrEqualTo(-900_000_000);
            assertThat(nanos(pair, "largest_ns")).isGreaterThanOrEqualTo(-900_000_000);
            assertThat(Math.abs(nanos(pair, "device_minus_other_ns") + 900_000_000))
                    .isLessThanOrEqualTo(nanos(pair, "uncertainty_ns"));
        }
    }

    @Test
    void anAddressWhereNobodyAnswersFailsAndTheOthersAreCheckedAllTheSame() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (SimulatedCompanion phone = phone("38")) {
            ProgramRun run = ProgramRun.of("check", address(phone), "companion:127.0.0.1:" + nobody, "--for", "1s");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .contains("companion:127.0.0.1:" + nobody, "FAIL  reachable     no: ", "ok    reachable ")
                    .contains("NOT READY: 1 FAIL");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void aPhoneThatAnswersNoExchangeIsNotReady() throws DeviceException {
        try (SimulatedCompanion phone = phone("39")) {
            phone.controls().spoil(PhonePath.TIME_ECHO, ReplyFault.CONNECTION_RESET_BY_PEER, Integer.MAX_VALUE);
            phone.controls().spoil(PhonePath.EVENT, ReplyFault.CONNECTION_RESET_BY_PEER, Integer.MAX_VALUE);
            ProgramRun run = ProgramRun.of("check", address(phone), "--for", "1s");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("FAIL  round trip    no time stamp could be exchanged: ");
        }
    }

    @Test
    void noNtpServerIsAWarningAndTheResultOtherwiseTheSame() throws DeviceException {
        try (SimulatedCompanion phone = phone("40")) {
            ProgramRun run = ProgramRun.of("check", address(phone), "--for", "1s", "--ntp", "127.0.0.1:9");

            assertThat(run.exitCode()).as(run.out()).isZero();
            assertThat(run.out()).containsPattern("WARN  this clock    NTP: no: .*UDP port 123");
        }
    }

    @Test
    void whereNoPhoneIsFoundItSaysWhereItLookedAndWhatToTry() {
        ProgramRun run = ProgramRun.of("check", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json(run).path("ready").asBoolean()).isFalse();
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("trialsync: no Companion device was found within 10 s on ")
                .contains("hotspot", "VPN");
    }

    @Test
    void wrongArgumentsAreRefusedBeforeAnythingIsDone() {
        for (String wrong : List.of("nonsense", "companion:127.0.0.1:99999", "telepathy:host", "simulated:neon?x=1")) {
            ProgramRun run = ProgramRun.of("check", wrong);

            assertThat(run.exitCode()).as(wrong).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("trialsync: ").contains("--help");
        }
        assertThat(ProgramRun.of("check", "simulated:neon", "--for", "0s").exitCode())
                .isEqualTo(2);
        assertThat(ProgramRun.of("check", "simulated:neon", "--ntp", "").exitCode())
                .isEqualTo(2);
    }
}
