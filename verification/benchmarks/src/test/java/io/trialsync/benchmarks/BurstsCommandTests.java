// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BurstsCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyContenderIsMeasuredWithEveryPause() {
        assertThat(run("--bursts", "20", "--warm-up", "10", "--pause", "0ms,2ms"))
                .as("%s", err)
                .isZero();

        assertThat(out.toString().lines().skip(2).limit(6))
                .hasSize(6)
                .allMatch(
                        line -> line.matches("\\| [a-z ()]+ \\| (back to back|2\\.00 ms) \\|( \\d+\\.\\d\\d \\|){7}"));
        assertThat(out.toString())
                .contains(
                        "| event channel to bare echo | back to back |",
                        "| bare socket to bare echo (floor) | 2.00 ms |",
                        "| event channel to simulated phone | 2.00 ms |",
                        "Goal, offset error of the cell p50 ≤ 1 µs (back to back): ",
                        "Goal, offset error of the cell p50 ≤ 1 µs (2.00 ms): ");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(run("--bursts", "15")).isEqualTo(2);
        assertThat(run("--bursts", "0")).isEqualTo(2);
        assertThat(run("--pause", "20")).isEqualTo(2);
        assertThat(run("--pause", "0ms,-1ms")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--bursts: [15] is not a multiple of 10",
                        "--bursts: [0] is not within 10 to 100000",
                        "--pause: [20] is not a duration",
                        "--pause: [-1ms] is not within 0ms to 10s");
    }

    private int run(String... args) {
        return new CommandLine(new BurstsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
