// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrialsCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyFigureStandsBesideThatOfTheBareMechanism() {
        assertThat(run("--trials", "20", "--rounds", "1", "--jvms", "1"))
                .as("%s", err)
                .isZero();

        assertThat(out.toString().lines().skip(2))
                .hasSize(17)
                .allMatch(
                        line -> line.matches("\\| [^|]+ \\| -?\\d+\\.\\d\\d \\| \\d+\\.\\d\\d \\| [^|]+ \\| \\d* \\|"));
        assertThat(out.toString())
                .contains(
                        "first trial of a JVM",
                        "warm, p50",
                        "warm, p99",
                        "cost of a trial",
                        "`trial.mark` every 20 ms");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(run("--trials", "19")).isEqualTo(2);
        assertThat(run("--jvms", "0")).isEqualTo(2);
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--trials: [19] is not within 20 to 100000",
                        "--jvms: [0] is not within 1 to 100",
                        "--rounds: [0] is not within 1 to 100");
    }

    private int run(String... args) {
        return new CommandLine(new TrialsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
