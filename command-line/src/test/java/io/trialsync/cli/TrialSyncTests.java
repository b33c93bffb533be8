// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrialSyncTests {

    @Test
    void namesItsCommandsAndExitCodes() {
        ProgramRun run = ProgramRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: trialsync", "convert", "Exit codes: 0 done, 1 failed, 2 wrong usage.");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        TrialSync.commandLine().getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                ProgramRun run = ProgramRun.of(name, "--help");
                assertThat(run.exitCode()).as(name).isZero();
                assertThat(run.out()).as(name).contains("Usage: trialsync " + name, "Example", "  trialsync " + name);
            }
        });
    }

    @Test
    void tellsItsVersion() {
        assertThat(ProgramRun.of("--version").out()).startsWith("trialsync ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "convrt", "convert --nonsense", "convert"})
    void endsWithTwoOnWrongUsageAndPointsToTheHelp(String line) {
        ProgramRun run = ProgramRun.of((Object[]) line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("trialsync: ").contains("--help'.").doesNotContain("\tat ", "Error: ");
    }

    @Test
    void asksToReportInternalErrorsAndShowsTheStackTraceOnlyWhenVerbose() {
        CommandLine program = TrialSync.commandLine();
        StringWriter err = new StringWriter();
        program.setErr(new PrintWriter(err));
        assertThat(Failures.failed(new IllegalStateException("broken"), program, false))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("trialsync: internal error, please report it: java.lang.IllegalStateException: broken")
                .hasLineCount(1);
        assertThat(Failures.failed(new IllegalStateException("broken"), program, true))
                .isEqualTo(1);
        assertThat(err.toString()).contains("\tat io.trialsync.cli");
    }
}
