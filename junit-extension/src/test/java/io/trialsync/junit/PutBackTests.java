// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.ProgressLine;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialReport;
import io.trialsync.session.design.TrialOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trials of a design come again, and what is left of those that do. */
class PutBackTests {

    @TempDir
    Path directory;

    private static List<String> cells(Ran ran, String... columns) {
        return ran.trials().stream()
                .map(trial ->
                        String.join(" ", Stream.of(columns).map(trial::getField).toList()))
                .toList();
    }

    @Experiment
    static class AbortedAfterwardsTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {}

        @AfterEach
        void tidyUp() {
            abort("nothing to tidy up");
        }
    }

    @Test
    void aTrialThatCompletedIsNotPutBackWhateverComesAfterIt() {
        Ran ran = Ran.in(directory, AbortedAfterwardsTestCase.class);
        assertThat(cells(ran, "trial", "attempt", "completion")).containsExactly("1 1 completed", "2 1 completed");
    }

    @Experiment
    static class FailedAfterwardsTestCase {
        @DesignedTrials(order = TrialOrder.AS_LISTED)
        void search(@Levels({"4", "8"}) int setSize, Trial trial) {
            if (setSize == 4 && trial.attempt() == 1) {
                abort("the participant looked away");
            }
        }

        @AfterEach
        void tidyUp(Trial trial) {
            if (trial.index() == 1 && trial.attempt() == 1) {
                throw new IllegalStateException("cannot tidy up");
            }
        }
    }

    @Test
    void aTrialThatIsAbortedInTheRecordIsPutBackEvenIfWhatComesAfterItFails() {
        Ran ran = Ran.in(directory, FailedAfterwardsTestCase.class);
        assertThat(ran.failures()).first().asString().contains("cannot tidy up");
        assertThat(ran.all(TrialEnd.class).stream().map(TrialEnd::completion))
                .containsExactly("aborted", "completed", "completed");
        assertThat(cells(ran, "trial", "attempt", "completion"))
                .containsExactly("1 1 aborted", "2 1 completed", "1 2 completed");
    }

    @Experiment
    static class AbortedBeforeTestCase {
        @BeforeEach
        void checkDrift(Trial trial) {
            if (trial.index() == 1 && trial.attempt() == 1) {
                abort("the participant is not looking");
            }
        }

        @DesignedTrials(order = TrialOrder.AS_LISTED)
        void search(@Levels({"4", "8"}) int setSize) {}
    }

    @Test
    void aTrialThatIsAbortedInItsPreparationStaysInTheTableWithoutTimes() {
        Ran ran = Ran.in(directory, AbortedBeforeTestCase.class);
        assertThat(cells(ran, "trial", "attempt", "completion", "setSize"))
                .containsExactly("1 1 aborted ", "2 1 completed 8", "1 2 completed 4");
        assertThat(ran.trialColumn("message").get(0))
                .startsWith("did not begin: ")
                .contains("not looking");
        assertThat(ran.trialColumn("host begin [ns]").get(0)).isEmpty();
        assertThat(ran.trialColumn("host end [ns]").get(0)).isEmpty();
        assertThat(ran.trialColumn("unique id").get(0))
                .isEqualTo(ran.trialColumn("unique id").get(2));
    }

    @Experiment
    static class ForgetfulTestCase {
        @DesignedTrials(order = TrialOrder.AS_LISTED, attempts = 2)
        void search(@Levels({"4", "8", "16"}) int setSize, Trial trial) {
            if (setSize == 4 || (setSize == 8 && trial.attempt() == 1)) {
                abort("the participant looked away");
            }
        }
    }

    @Test
    void onlyTheLastAttemptIsTheLastOne() {
        List<TrialReport> reports = Reported.of(directory, ForgetfulTestCase.class);
        assertThat(reports)
                .extracting(report -> report.index() + "." + report.attempt())
                .containsExactly("1.1", "2.1", "3.1", "1.2", "2.2");
        assertThat(reports).extracting(TrialReport::planned).containsOnly(OptionalInt.of(3));
        assertThat(reports.subList(0, 4))
                .allSatisfy(report ->
                        assertThat(report.remainingNanos().orElseThrow()).isPositive());
        assertThat(ProgressLine.of(reports.get(4))).endsWith("the last one)");
    }
}
