// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.simulator.SentSample;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session with live gaze and IMU over RTSP: everything received is in its tables, and the tables convert to the truth. */
class LiveStreamTests {

    private static final long MS = 1_000_000L;
    private static final long TICK = 11_112;
    private static final String PHONE = "observed:neon?offset=840ms&drift=25ppm&delay=1ms..3ms&stream=200hz&seed=401";

    @TempDir
    Path directory;

    @Test
    void everySampleIsInATableWithTheStampItWasSentWithAndConvertsToItsTrueTime() throws Exception {
        RunSession session =
                RunSession.of(ListeningExperiment.class.getName(), directory, Map.of("trialsync.device", PHONE));
        SimulatedCompanion phone = ObservedProvider.phone(PHONE);
        String key = session.keys().get(0);

        session.assertNoFaultButOfABusyMachine();
        assertThat(session.all(Arrived.class)).extracting(Arrived::stream).contains("gaze", "imu");
        for (String stream : List.of("gaze", "imu")) {
            List<Long> stamps = session.table("streams/" + key + "-" + stream + ".csv").stream()
                    .map(row -> Long.parseLong(row.getField("timestamp [ns]")))
                    .toList();
            List<Long> sent = phone.sentSamples().stream()
                    .filter(sample -> sample.stream().equals(stream))
                    .map(SentSample::deviceNanos)
                    .toList();
            assertThat(stamps).hasSizeGreaterThan(200).startsWith(sent.get(0));
            assertThat(sent).containsSubsequence(stamps);
            // a datagram that finds the receiver's buffer full, as it may on a busy machine, is lost by rights
            int until = sent.indexOf(stamps.get(stamps.size() - 1)) + 1;
            assertThat(stamps).as("of %d sent", until).hasSizeGreaterThan(until * 3 / 4);
        }
        assertConverts(session, phone, key);
    }

    private void assertConverts(RunSession session, SimulatedCompanion phone, String key) throws Exception {
        Path table = session.folder().resolve("streams").resolve(key + "-gaze.csv");
        Path out = directory.resolve("gaze-host.csv");
        Program convert = Program.run(
                directory,
                "convert",
                "--session",
                session.folder(),
                "--device",
                key,
                "--clock",
                "sensor",
                "--column",
                "timestamp [ns]",
                table,
                "--output",
                out);
        assertThat(convert.exitCode()).as(convert.err()).isZero();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out)) {
            assertThat(rows.stream().toList()).hasSizeGreaterThan(200).allSatisfy(row -> {
                long stamp = number(row, "timestamp [ns]");
                long earliest = session.nanoTimeAt(number(row, "earliest [ns]"));
                long latest = session.nanoTimeAt(number(row, "latest [ns]"));
                assertThat(phone.trueSensorNanosAt(earliest)).isLessThanOrEqualTo(stamp + TICK);
                assertThat(phone.trueSensorNanosAt(latest)).isGreaterThanOrEqualTo(stamp);
                // received later than its true time, by the 26 ms that phone and link take at least
                assertThat(number(row, "received host time [ns]") - number(row, "earliest [ns]"))
                        .isGreaterThan(20 * MS);
            });
        }
    }

    private static long number(NamedCsvRecord row, String column) {
        return Long.parseLong(row.getField(column));
    }

    @Test
    void aSessionThatIsToldToLeavesTheStreamsAlone() throws Exception {
        RunSession session = RunSession.of(
                SimpleReactionExperiment.class.getName(),
                directory,
                Map.of("trialsync.device", "simulated:neon?stream=50hz", "trialsync.streams", "never"));

        assertThat(session.all(Arrived.class)).isEmpty();
        assertThat(session.folder().resolve("streams")).doesNotExist();
    }
}
