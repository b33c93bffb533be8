// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClockCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunPrintsThePageAsymmetricLinksFirst(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("page.md");

        int exit = run("--seeds", "1", "--scenario", "A1,D1,F1", "--doc", page.toString());

        assertThat(exit).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(page));
        assertThat(out.toString())
                .contains(
                        "seeds 1 to 1", "2026-11-22", "A look, not a result", "re-implemented from their descriptions")
                .containsSubsequence("## Asymmetric links", "| D1 |", "## All scenarios", "| D1 |", "| A1 |", "| F1 |");
        assertThat(err.toString()).contains("[1/3] A1", "[3/3] F1", "written to " + page);
    }

    @Test
    void thePageSaysWhatALiveStreamAsWitnessChanges() {
        assertThat(run("--seeds", "1", "--scenario", "G2,F1")).isZero();

        assertThat(out.toString())
                .containsSubsequence(
                        "## With a live stream as witness",
                        "| G2 |",
                        "1 of 1",
                        "A stream that is stamped by the clock that steps",
                        "| F1 |",
                        "## Methods of others");
    }

    @Test
    void theSameSeedsGiveTheSamePage() {
        run("--seeds", "5,7", "--scenario", "A1");
        String first = out.toString();
        out.getBuffer().setLength(0);

        run("--seeds", "5,7", "--scenario", "A1");

        assertThat(out.toString()).isEqualTo(first).contains("seeds 5, 7");
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeTheWork(@TempDir Path folder) {
        int exit = run("--doc", folder.resolve("missing").resolve("page.md").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("cannot write", "a folder that exists")
                .doesNotContain("[1/");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(run("--scenario", "Z9")).isEqualTo(2);
        assertThat(run("--seeds", "9-1")).isEqualTo(2);
        assertThat(run("--estimator", "magic")).isEqualTo(2);
        assertThat(err.toString())
                .contains("[Z9] is not a scenario; choose from A1, ")
                .contains("[9-1] is not a list of seeds")
                .contains("[magic] is not an estimator");
    }

    private int run(String... args) {
        return new CommandLine(new ClockCommand(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
