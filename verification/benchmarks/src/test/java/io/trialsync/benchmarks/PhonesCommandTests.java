// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whole sessions with one phone and with four; how quick they are is printed, not judged. */
class PhonesCommandTests {

    private static final int PHONES = 4;
    private static final int TRIALS = 200;
    private static final int MARKERS = 3 * TRIALS;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void fourPhonesAnswerEveryMarkerOf200Trials() throws Exception {
        int exitCode = run(
                "--phones",
                "" + PHONES,
                "--trials",
                "" + TRIALS,
                "--body",
                "20ms",
                "--directory",
                directory.toString());
        System.out.println(out);
        assertThat(exitCode).as("%s", err).isZero();

        Path folder = folderIn(directory.resolve("many"));
        Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.all(TrialEnd.class))
                .hasSize(TRIALS)
                .allMatch(end -> end.completion().equals("completed"));
        assertThat(journal.all(MarkerStamped.class)).hasSize(MARKERS);
        assertThat(journal.all(MarkerAnswered.class).collect(Collectors.groupingBy(MarkerAnswered::device)))
                .hasSize(PHONES)
                .allSatisfy((device, answers) -> assertThat(answers)
                        .as(device)
                        .extracting(MarkerAnswered::marker)
                        .doesNotHaveDuplicates()
                        .hasSize(MARKERS));

        List<NamedCsvRecord> rows = rows(folder.resolve("markers.csv"));
        assertThat(rows)
                .hasSize(PHONES * MARKERS)
                .allMatch(row -> row.getField("state").equals("answered"));
        assertThat(out.toString()).contains("| 1 phone | 600 of 600 |", "| 4 phones | 2400 of 2400 |");
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        Files.createFile(directory.resolve("mine.txt"));

        assertThat(run("--phones", "0")).isEqualTo(2);
        assertThat(run("--body", "50")).isEqualTo(2);
        assertThat(run("--body", "2us")).isEqualTo(2);
        assertThat(run("--directory", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--phones: [0] is not within 1 to 100",
                        "--body: [50] is not a duration",
                        "--body: [2us] is not within 1ms to 60s",
                        "is not an empty or new folder");
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

    private int run(String... args) {
        return new CommandLine(new PhonesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
