// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.align.AlignedDevice;
import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.SensorVerdict;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.runner.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sensor clock's constant, checked by the arrivals of a live stream; sessions of ten minutes drawn in virtual time. */
class SensorClockTests {

    private static final String PHONE = "simulated:neon?offset=840ms&drift=25ppm&delay=3ms..20ms&stream=20hz";
    private static final long SECONDS = 600;
    private static final long MS = 1_000_000L;

    @TempDir
    Path directory;

    private DrawnSession draw(String more) throws IOException {
        return DrawnSession.draw(directory.resolve("session"), PHONE + more, SECONDS);
    }

    private static JsonNode sensor(Path folder, String key) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("clock-model.json")))
                .path("devices")
                .path(key)
                .path("sensor");
    }

    private static String sensorState(JsonNode sensor) {
        return sensor.path("assumptions").path(0).path("state").asString();
    }

    @ParameterizedTest
    @CsvSource({"-850ms, 101, ahead", "-850ms, 102, ahead", "850ms, 101, behind", "850ms, 102, behind"})
    void aSensorClockThatIsOffFromTheStartIsFoundAndSaid(String offset, int seed, String how) throws Exception {
        DrawnSession session = draw("&sensor-offset=" + offset + "&seed=" + seed);

        Program align = Program.run(directory, "align", session.folder());

        assertThat(align.exitCode()).as("seed %d", seed).isEqualTo(1);
        assertThat(align.err())
                .startsWith("trialsync: " + session.folder() + ": neon-f6c3: the sensor clock is contradicted: ")
                .contains(how, "from the first arrival on")
                .hasLineCount(1);
        assertThat(align.out()).contains("SENSOR CLOCK CONTRADICTED: the sensor clock is ");
        JsonNode sensor = sensor(session.folder(), DrawnSession.KEY);
        JsonNode check = sensor.path("check");
        assertThat(check.path("verdict").asString()).isEqualTo("contradicted");
        assertThat(check.path("arrivals").asInt()).isBetween((int) SECONDS - 1, (int) SECONDS + 1);
        assertThat(check.path("sentence").asString()).contains(how);
        assertThat(sensorState(sensor)).isEqualTo("contradicted");
        // never more than the truth, and not far from it
        long atLeast = Long.parseLong(check.path("off_at_least_ns").asString());
        assertThat(atLeast).as("seed %d", seed).isBetween(550 * MS, 850 * MS);
        assertThat(session.folder().resolve("trials.csv")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 103})
    void aSensorClockThatAgreesIsCheckedAndTheProgramIsQuiet(int seed) throws Exception {
        DrawnSession session = draw("&seed=" + seed);

        Program align = Program.run(directory, "align", session.folder());

        assertThat(align.exitCode()).as(align.err()).isZero();
        assertThat(align.err()).isEmpty();
        assertThat(align.out()).contains("sensor clock checked: the least delay of ");
        JsonNode sensor = sensor(session.folder(), DrawnSession.KEY);
        assertThat(sensor.path("check").path("verdict").asString()).isEqualTo("consistent");
        assertThat(sensorState(sensor)).isEqualTo("checked");
        // 25 ms in the phone and 3 ms of link at least; the offset is known to some 10 ms
        assertThat(Long.parseLong(sensor.path("check").path("least_delay_ns").asString()))
                .isBetween(15 * MS, 45 * MS);
    }

    @Test
    void withoutAStreamTheConstantStaysAnAssumption() throws Exception {
        DrawnSession session = DrawnSession.draw(
                directory.resolve("session"), "simulated:neon?offset=840ms&sensor-offset=850ms", SECONDS);

        Program align = Program.run(directory, "align", session.folder());

        assertThat(align.exitCode()).as(align.err()).isZero();
        assertThat(align.out()).doesNotContain("sensor clock");
        JsonNode sensor = sensor(session.folder(), DrawnSession.KEY);
        assertThat(sensor.path("check").path("verdict").asString()).isEqualTo("unchecked");
        assertThat(sensor.path("check").path("arrivals").asInt()).isZero();
        assertThat(sensorState(sensor)).isEqualTo("assumed");
    }

    @Test
    void aTableOfAContradictedSensorClockIsConvertedWithAWarningAndWithoutLimits() throws Exception {
        DrawnSession session = draw("&sensor-offset=850ms&seed=101");
        long stamp = session.sensor().deviceNanosAt(session.middle());
        Path gaze = Files.writeString(
                directory.resolve("gaze.csv"),
                "timestamp [ns],gaze x [px]\n" + stamp + ",1\n" + (stamp + 5 * MS) + ",2\n");
        Path events = Files.writeString(directory.resolve("events.csv"), "timestamp [ns],name\n" + stamp + ",x\n");
        Path out = directory.resolve("out.csv");

        Program convert = convert(session, gaze, out);
        assertThat(convert.exitCode()).as(convert.err()).isZero();
        assertThat(convert.err())
                .startsWith("trialsync: warning: " + gaze
                        + ": DO NOT TRUST the host times: the sensor clock is most likely ")
                .hasLineCount(1);
        assertThat(convert.out()).contains("no uncertainty and no limits, since the sensor clock is contradicted");
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out)) {
            assertThat(rows.stream().toList()).hasSize(2).allSatisfy(row -> {
                assertThat(row.getField("host time [ns]")).matches("\\d{19}");
                assertThat(row.getField("uncertainty [ns]")).isEmpty();
                assertThat(row.getField("earliest [ns]")).isEmpty();
                assertThat(row.getField("latest [ns]")).isEmpty();
                assertThat(row.getField("note")).isEqualTo("sensor clock contradicted");
            });
        }

        Program ofTheWallClock = convert(session, events, out);
        assertThat(ofTheWallClock.err()).isEmpty();
        assertThat(out).content().doesNotContain("contradicted");
    }

    private Program convert(DrawnSession session, Path table, Path out) throws Exception {
        return Program.run(
                directory,
                "convert",
                "--session",
                session.folder(),
                "--column",
                "timestamp [ns]",
                table,
                "--output",
                out);
    }

    @ParameterizedTest
    @CsvSource({"+850ms, 201", "+850ms, 202", "-850ms, 201", "+20s, 203"})
    void whereTheWallClockJumpsInMidSessionMarkersAndGazeAreWithinTheirLimitsOnBothSides(String step, int seed)
            throws Exception {
        DrawnSession session = draw("&step=" + step + "@" + SECONDS / 2 + "s&seed=" + seed);
        AlignedDevice.Fitted device = session.device();

        assertThat(device.wall().steps()).as("seed %d", seed).hasSize(1);
        assertThat(device.sensorChoice().verdict()).isInstanceOf(SensorVerdict.Consistent.class);
        assertGazeWithinLimits(session, device);
        assertMarkersWithinLimits(session);
    }

    private static void assertGazeWithinLimits(DrawnSession session, AlignedDevice.Fitted device) {
        long end = DrawnSession.START + session.seconds() * 1000 * MS;
        for (long host = DrawnSession.START; host < end; host += 97 * MS) {
            Conversion gaze = device.sensor().toHost(session.sensor().deviceNanosAt(host));
            assertThat(gaze).isInstanceOf(Conversion.Converted.class);
            assertThat(((Conversion.Converted) gaze).hostTime().limits().grow(2).contains(host))
                    .as("gaze at host time %d, %s", host, session.spec())
                    .isTrue();
        }
    }

    private static void assertMarkersWithinLimits(DrawnSession session) {
        List<MarkerRow> rows = MarkerLedger.of(session.alignment());
        int before = 0;
        int after = 0;
        for (MarkerRow row : rows) {
            long truth = session.markers().get(row.marker().marker() - 1).trueHostNanos();
            if (row.onHost().isPresent()) {
                assertThat(row.onHost().get().limits().grow(2).contains(truth))
                        .as("marker at host time %d, %s", truth, session.spec())
                        .isTrue();
                before += truth < session.middle() ? 1 : 0;
                after += truth > session.middle() ? 1 : 0;
            }
        }
        // all but those in the gap of the step
        assertThat(before).isGreaterThanOrEqualTo((int) SECONDS / 4 - 2);
        assertThat(after).isGreaterThanOrEqualTo((int) SECONDS / 4 - 2);
    }

    @ParameterizedTest
    @CsvSource({"0ms, consistent", "850ms, contradicted", "-850ms, contradicted"})
    void aSessionThatIsRunListensToTheStreamAndSaysTheVerdictAtItsEnd(String offset, String verdict) throws Exception {
        RunSession session = RunSession.of(
                ListeningExperiment.class.getName(),
                directory,
                Map.of(
                        "trialsync.device",
                        "simulated:neon?offset=840ms&delay=1ms..3ms&stream=50hz&seed=301&sensor-offset=" + offset));
        String key = session.keys().get(0);

        session.assertNoFaultButOfABusyMachine();
        assertThat(session.all(Arrived.class)).hasSizeGreaterThanOrEqualTo(3).allSatisfy(arrival -> {
            assertThat(arrival.device()).isEqualTo(key);
            assertThat(arrival.clock()).isEqualTo("sensor");
            assertThat(arrival.stream()).isIn("gaze", "imu");
        });
        assertThat(sensor(session.folder(), key).path("check").path("verdict").asString())
                .isEqualTo(verdict);
        assertThat(RunSummary.of(session.alignment()).lines())
                .anyMatch(line -> line.contains(
                        verdict.equals("consistent") ? "sensor clock checked" : "SENSOR CLOCK CONTRADICTED"));
    }
}
