// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.session.Completion;
import io.trialsync.session.TrialReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisplayTests {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static TrialReport trial(int index, Completion completion, String name) {
        return new TrialReport(
                index, OptionalInt.of(9), 1, name, completion, OptionalLong.of(400_000), 1, OptionalLong.of(0));
    }

    @Test
    void whereNobodyWatchesEachTrialHasItsLine() {
        Display display = new Display(terminal, 0);
        display.trialEnded(trial(1, Completion.COMPLETED, "a"));
        display.trialEnded(trial(2, Completion.ABORTED, "b"));
        assertThat(shown().lines())
                .containsExactly(
                        "TrialSync: trial 1 of 9 completed: a (sync ±400 µs, the last one)",
                        "TrialSync: trial 2 of 9 aborted: b (sync ±400 µs, the last one)");
    }

    @Test
    void onATerminalTheLastTrialIsShownInPlaceAndOnlyWhatWentWrongStays() {
        Display display = new Display(terminal, 120);
        display.trialEnded(trial(1, Completion.COMPLETED, "a"));
        String first = "trial 1 of 9 completed: a (sync ±400 µs, the last one)  [p + Enter pauses, q + Enter ends]";
        assertThat(shown()).isEqualTo("\r" + first);
        shown.reset();
        display.trialEnded(trial(2, Completion.TIMED_OUT, "b"));
        assertThat(shown())
                .isEqualTo("\r" + " ".repeat(first.length())
                        + "\rTrialSync: trial 2 of 9 timed out: b (sync ±400 µs, the last one)\n");
    }

    @Test
    void aLongNameGivesWayToHowWellTheClocksAreKnown() {
        new Display(terminal, 70).trialEnded(trial(3, Completion.COMPLETED, "set size ".repeat(20)));
        assertThat(shown())
                .hasSize(70)
                .contains("trial 3 of 9 completed: set size")
                .endsWith("… (sync ±400 µs, the last one)");
    }

    @Test
    void whatAnExperimentPrintsDoesNotMixWithTheLine() {
        Display display = new Display(terminal, 120);
        PrintStream out = display.around(terminal, StandardCharsets.UTF_8);
        display.trialEnded(trial(1, Completion.COMPLETED, "a"));
        shown.reset();
        out.print("fixation lost: ä");
        assertThat(shown()).matches("\\r +\\rfixation lost: ä");
        shown.reset();
        display.trialEnded(trial(2, Completion.COMPLETED, "b"));
        assertThat(shown()).startsWith("\n\rtrial 2 of 9");
    }
}
