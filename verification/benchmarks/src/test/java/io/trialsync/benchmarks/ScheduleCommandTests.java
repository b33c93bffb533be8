// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScheduleCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyScheduleIsComparedOnEveryLink() {
        assertThat(run("--seeds", "3")).isZero();

        assertThat(out.toString().lines().skip(2)).hasSize(15).allMatch(line -> line.startsWith("| "));
        assertThat(out.toString()).contains("| Wi-Fi, stamps of 1 µs | steady |", "| USB, stamps of 1 ms | sparse |");
        assertThat(err.toString()).contains("schedule bursts on bad Wi-Fi, stamps of 1 µs measured");
    }

    @Test
    void wrongSeedsAreNamed() {
        assertThat(run("--seeds", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("[x] is not a list of seeds");
    }

    private int run(String... args) {
        return new CommandLine(new ScheduleCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
