// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignCommandTests {

    private static final long FROM = 1_685_088_812_484_000_000L;

    @TempDir
    Path folder;

    private Path session() throws IOException {
        Path session = folder.resolve("sub-P07_ses-01_task-search_run-01");
        try (WrittenSession written = WrittenSession.in(session, FROM)) {
            written.device("neon-0001");
            written.tenExchanges("neon-0001", FROM, 840_000_000);
        }
        return session;
    }

    @Test
    void writesModelsAndTablesAndLeavesTheJournalAsItIs() throws IOException {
        Path session = session();
        byte[] journal = Files.readAllBytes(session.resolve("journal.jsonl"));
        ProgramRun run = ProgramRun.of("align", session);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("neon-0001: wall clock 840 ms behind this computer", "10 exchanges");
        assertThat(session.resolve("clock-model.json")).isNotEmptyFile();
        assertThat(session.resolve("trials.csv")).isNotEmptyFile();
        assertThat(session.resolve("markers.csv")).isNotEmptyFile();
        assertThat(Files.readAllBytes(session.resolve("journal.jsonl"))).isEqualTo(journal);
    }

    @Test
    void aCriterionOfLaterJudgesTheTrialsAndSaysSo() throws IOException {
        Path session = folder.resolve("sub-P07_ses-01_task-search_run-01");
        long host = FROM + 840_000_000;
        try (WrittenSession written = WrittenSession.in(session, FROM, Map.of("trialsync.criterion", "50ms"))) {
            written.device("neon-0001");
            written.tenExchanges("neon-0001", FROM, 840_000_000);
            written.trial(host + 1_000_000_000, host + 3_000_000_000L);
        }
        assertThat(ProgramRun.of("align", session).out()).contains("  1 of 1 trial within 50.0 ms\n");

        ProgramRun run = ProgramRun.of("align", "--criterion", "1us", session);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("0 of 1 trial within 1.00 µs; criterion changed after data collection: it was 50.0 ms");
        assertThat(session.resolve("trials.csv")).content().contains(",false,criterion changed after data collection");

        ProgramRun wrong = ProgramRun.of("align", "--criterion", "0ms", session);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("[0ms] is not within 1ns to 60s");
    }

    @Test
    void takesTheNewestOfAFolderOfSessions() throws IOException {
        session();
        ProgramRun run = ProgramRun.of("align", folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("session sub-P07_ses-01_task-search_run-01");
    }

    @Test
    void alignsAJournalThatWasCutOffAndSaysSo() throws IOException {
        Path journal = session().resolve("journal.jsonl");
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length - 7));
        ProgramRun run = ProgramRun.of("align", folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("9 exchanges", "journal: line 12 is incomplete");
    }

    @Test
    void aFolderWithoutASessionIsOneLine() {
        ProgramRun run = ProgramRun.of("align", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("trialsync: " + folder
                        + ": is not a session folder: there is no journal.jsonl in it or below it");
    }

    @Test
    void anUnknownEstimatorIsRefusedWithTheNamesOfTheOthers() {
        ProgramRun run = ProgramRun.of("align", "--estimator", "magic", folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("magic", "lowest-rtt", "median-offset");
    }
}
