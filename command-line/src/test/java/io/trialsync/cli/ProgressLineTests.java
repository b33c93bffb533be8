// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTests {

    private static final long MILLISECOND = 1_000_000;
    private static final long MEBIBYTE = 1 << 20;

    private final StringWriter err = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void showsNothingInTheFirstTwoSeconds() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), now::get, true)) {
            for (int i = 0; i < 20; i++) {
                now.addAndGet(100 * MILLISECOND);
                line.advanced(1, 1, i * MEBIBYTE, 100 * MEBIBYTE);
            }
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void rewritesOneLineAtMostFiveTimesASecondAndWipesIt() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), now::get, true)) {
            now.addAndGet(2_000 * MILLISECOND);
            for (int i = 0; i < 1_000; i++) {
                now.addAndGet(MILLISECOND);
                line.advanced(2, 2, 25 * MEBIBYTE, 100 * MEBIBYTE);
            }
        }
        String shown = "converting, pass 2 of 2: 25 % (25 of 100 MiB)";
        assertThat(err.toString())
                .isEqualTo(("\r" + shown).repeat(5) + "\r" + " ".repeat(shown.length()) + "\r")
                .doesNotContain("\n");
    }

    @Test
    void showsNothingWhereNobodyWatches() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), now::get, false)) {
            now.addAndGet(10_000 * MILLISECOND);
            line.advanced(1, 1, MEBIBYTE, 100 * MEBIBYTE);
        }
        assertThat(err.toString()).isEmpty();
    }
}
