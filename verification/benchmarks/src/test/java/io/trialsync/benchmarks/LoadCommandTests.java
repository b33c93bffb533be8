// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.StatusSeen;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Four phones under load for as long as a build can spare; how quick they are is printed, not judged. */
class LoadCommandTests {

    private static final int PHONES = 4;
    private static final int SECONDS = 120;
    private static final int SECONDS_ALONE = 20;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void fourPhonesUnderLoadLoseNothingAndTheHeapStaysFlat() throws Exception {
        int exitCode = run(
                "--phones",
                "" + PHONES,
                "--for",
                SECONDS + "s",
                "--alone",
                SECONDS_ALONE + "s",
                "--directory",
                directory.toString());
        System.out.println(out);
        assertThat(exitCode).as("%s", err).isZero();

        // each trial has four markers and takes a second
        int markers = 4 * SECONDS;
        Path folder = folderIn(directory.resolve("many"));
        Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.nextNumber()).isEqualTo(journal.records().size());
        assertThat(journal.all(SessionEnd.class)).hasSize(1);
        assertThat(journal.all(TrialEnd.class))
                .hasSize(SECONDS)
                .allMatch(end -> end.completion().equals("completed"));
        List<String> names =
                journal.all(MarkerStamped.class).map(MarkerStamped::name).toList();
        assertThat(names).hasSize(markers);
        List<DeviceOpened> devices = journal.all(DeviceOpened.class).toList();
        assertThat(devices).hasSize(PHONES).allSatisfy(device -> {
            assertThat(journal.all(MarkerAnswered.class)
                            .filter(answer -> answer.device().equals(device.device()))
                            .map(MarkerAnswered::marker))
                    .as(device.device())
                    .doesNotHaveDuplicates()
                    .hasSize(markers);
            assertThat(eventsOf(device)).containsAll(names);
            assertThat(journal.all(StatusSeen.class).map(StatusSeen::device)).contains(device.device());
            assertThat(journal.all(Arrived.class).map(Arrived::device)).contains(device.device());
            assertThat(rows(folder.resolve("streams").resolve(device.device() + "-gaze.csv")))
                    .hasSizeGreaterThan(markers);
        });
        assertThat(out.toString())
                .contains("| 4 phones | " + SECONDS + " | " + PHONES * markers + " of " + PHONES * markers);
    }

    /** What the phone has written down itself, without the events that are no markers of the session. */
    private List<String> eventsOf(DeviceOpened device) throws IOException {
        return rows(directory
                        .resolve("many")
                        .resolve("phones")
                        .resolve(device.id())
                        .resolve("events.csv"))
                .stream()
                .map(row -> row.getField("name"))
                .filter(name -> !name.startsWith("trialsync.sync."))
                .toList();
    }

    private static Path folderIn(Path sessions) throws IOException {
        try (Stream<Path> files = Files.walk(sessions, 3)) {
            return files.filter(file -> file.getFileName().toString().contains("_run-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<NamedCsvRecord> rows(Path table) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(table)) {
            return csv.stream().toList();
        }
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        Files.createFile(directory.resolve("mine.txt"));

        assertThat(run("--phones", "101")).isEqualTo(2);
        assertThat(run("--markers-per-second", "0")).isEqualTo(2);
        assertThat(run("--for", "2m")).isEqualTo(2);
        assertThat(run("--alone", "9s")).isEqualTo(2);
        assertThat(run("--directory", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--phones: [101] is not within 1 to 100",
                        "--markers-per-second: [0] is not within 1 to 20",
                        "--for: [2m] is not a duration",
                        "--alone: [9s] is not within 10s to 7200s",
                        "is not an empty or new folder");
    }

    private int run(String... args) {
        return new CommandLine(new LoadCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
