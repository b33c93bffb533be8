// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in doc/journal.md do what they say, also with a torn last line; each is run where its program is installed. */
class JournalPageTests {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final List<JournalRecord> records = WrittenJournal.records(8);

    @Test
    void theExchangesComeOutWithAllTheirDigits() throws Exception {
        assertThat(outputOf(0))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("host_send_ns,device_ns,host_receive_ns"),
                                all(Exchanged.class)
                                        .map(e ->
                                                e.hostSendNanos() + "," + e.deviceNanos() + "," + e.hostReceiveNanos()))
                        .toList());
    }

    @Test
    void theEndsOfTrialsComeOut() throws Exception {
        assertThat(outputOf(1))
                .containsExactlyElementsOf(all(TrialEnd.class)
                        .map(end -> end.trial() + "\t1\tcompleted\t" + end.hostNanos())
                        .toList());
    }

    @Test
    void pandasKeepsAllDigits() throws Exception {
        assumeTrue(isInstalled("python3", "-c", "import pandas"), "pandas is not installed; its example was not run");
        assertThat(outputOf(List.of("python3", "-c"), example("python", 0) + """

                for time in exchanges["host_send_ns"]: print(time)
                print(round(exchanges["round trip [ms]"].sum() * 1e6))
                """))
                .containsExactlyElementsOf(sendTimesAndSumOfRoundTrips());
    }

    @Test
    void bit64KeepsAllDigitsInR() throws Exception {
        assumeTrue(
                isInstalled("Rscript", "-e", "library(jsonlite); library(bit64)"),
                "R with jsonlite and bit64 is not installed; its example was not run");
        assertThat(outputOf(List.of("Rscript", "-e"), "suppressPackageStartupMessages({" + example("r", 0) + """
                })
                cat(as.character(send), sprintf("%.0f", sum(round_trip_ms) * 1e6), sep = "\\n")
                """))
                .containsExactlyElementsOf(sendTimesAndSumOfRoundTrips());
    }

    private List<String> sendTimesAndSumOfRoundTrips() {
        long sum = all(Exchanged.class)
                .mapToLong(e -> e.hostReceiveNanos() - e.hostSendNanos())
                .sum();
        return Stream.concat(
                        all(Exchanged.class).map(e -> Long.toString(e.hostSendNanos())), Stream.of(Long.toString(sum)))
                .toList();
    }

    private <T extends JournalRecord> Stream<T> all(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    private List<String> outputOf(int example) throws IOException, InterruptedException {
        assumeTrue(isInstalled("sh", "-c", "command -v jq"), "jq is not installed; its examples were not run");
        return outputOf(List.of("sh", "-e", "-c"), example("sh", example));
    }

    private static String example(String language, int number) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "doc", "journal.md")))
                .results()
                .skip(number)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private List<String> outputOf(List<String> interpreter, String script) throws IOException, InterruptedException {
        WrittenJournal.write(folder.resolve(Journal.FILE_NAME), records);
        Files.writeString(folder.resolve(Journal.FILE_NAME), "{\"n\":99,\"type\":\"exch", StandardOpenOption.APPEND);
        List<String> command = new ArrayList<>(interpreter);
        command.add(script);
        Path out = folder.resolve("out");
        assertThat(exitValue(command, out)).as(() -> readString(out)).isZero();
        return Files.readAllLines(out);
    }

    private boolean isInstalled(String... command) throws IOException, InterruptedException {
        try {
            return exitValue(List.of(command), folder.resolve("installed")) == 0;
        } catch (IOException e) {
            // there is no such program
            return false;
        }
    }

    private int exitValue(List<String> command, Path out) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command.get(0))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
