// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for jq in doc/journal.md do what they say, also with a torn last line; they are not run where there is no jq. */
class JournalPageTests {

    private static final Pattern EXAMPLE = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

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

    private <T extends JournalRecord> Stream<T> all(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    private List<String> outputOf(int example) throws IOException, InterruptedException {
        assumeTrue(isOnThePath("jq") && isOnThePath("sh"), "jq is not installed; its examples were not run");
        WrittenJournal.write(folder.resolve(Journal.FILE_NAME), records);
        Files.writeString(folder.resolve(Journal.FILE_NAME), "{\"n\":99,\"type\":\"exch", StandardOpenOption.APPEND);
        String script = EXAMPLE.matcher(Files.readString(Path.of("..", "doc", "journal.md")))
                .results()
                .skip(example)
                .findFirst()
                .orElseThrow()
                .group(1);
        Path out = folder.resolve("out");
        Process shell = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }

    private static boolean isOnThePath(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
