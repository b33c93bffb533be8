// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What experiments leave behind in real forks of Surefire. */
class SurefireTests {

    private static Path left(String combination, String execution) {
        return Repository.root()
                .resolve("verification/compatibility/surefire")
                .resolve(combination)
                .resolve("target")
                .resolve(execution);
    }

    private static List<Path> sessions(String combination, String execution) {
        return Repository.sessions(left(combination, execution).resolve("sessions"));
    }

    private static List<String> deviceLog(String combination, String execution) throws IOException {
        return Files.readAllLines(left(combination, execution).resolve("device.log"));
    }

    private static Journal journal(Path folder) throws IOException {
        Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        assertThat(journal.damages()).isEmpty();
        return journal;
    }

    private static List<String> attempts(Journal journal) {
        return journal.all(TrialBegin.class)
                .map(begin -> begin.trial() + "." + begin.attempt())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-3.5", "junit-3.6", "testng-3.6"})
    void aRerunOfAFailedTrialIsItsSecondAttemptInTheSameFolder(String combination) throws IOException {
        List<Path> sessions = sessions(combination, "rerun");
        assertThat(sessions).hasSize(1);
        Journal journal = journal(sessions.get(0));
        assertThat(attempts(journal)).containsExactly("1.1", "2.1", "2.2");
        assertThat(journal.all(TrialEnd.class).map(TrialEnd::completion))
                .containsExactly("completed", "error", "completed");
        assertThat(journal.all(SessionEnd.class)).hasSize(2);
        assertThat(Files.readAllLines(sessions.get(0).resolve("trials.csv"))).hasSize(4);
    }

    /** Surefire 3.5 hands nothing to TestNG a second time; if it ever does, the test above is for it too. */
    @ParameterizedTest
    @ValueSource(strings = "testng-3.5")
    void surefireOf35RerunsNothingUnderTestNg(String combination) throws IOException {
        List<Path> sessions = sessions(combination, "rerun");
        assertThat(sessions).hasSize(1);
        assertThat(attempts(journal(sessions.get(0)))).containsExactly("1.1", "2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-3.5", "junit-3.6", "testng-3.5", "testng-3.6"})
    void experimentsInTwoForksHaveFoldersOfTheirOwn(String combination) throws IOException {
        for (String execution : List.of("reused-forks", "fresh-forks")) {
            List<Path> sessions = sessions(combination, execution);
            assertThat(sessions)
                    .extracting(folder -> folder.getFileName().toString())
                    .containsExactly(
                            "sub-sim_ses-01_task-search_run-01_SIMULATED",
                            "sub-sim_ses-01_task-search_run-02_SIMULATED");
            List<String> sides = new ArrayList<>();
            for (Path session : sessions) {
                Journal journal = journal(session);
                assertThat(attempts(journal)).containsExactly("1.1", "2.1", "3.1");
                assertThat(journal.all(SessionEnd.class)).hasSize(1);
                assertThat(journal.all(TrialEnd.class).map(end -> end.data().get("side")))
                        .containsOnly(journal.all(TrialEnd.class)
                                .findFirst()
                                .orElseThrow()
                                .data()
                                .get("side"));
                journal.all(TrialEnd.class)
                        .limit(1)
                        .forEach(end -> sides.add(String.valueOf(end.data().get("side"))));
            }
            assertThat(sides).containsExactlyInAnyOrder("left", "right");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-3.5", "junit-3.6", "testng-3.5", "testng-3.6"})
    void onlyForksThatRunAnExperimentOpenADevice(String combination) throws IOException {
        assertThat(deviceLog(combination, "fresh-forks"))
                .containsExactlyInAnyOrder("opened", "closed", "opened", "closed");
        // a fork that is reused may run both
        assertThat(deviceLog(combination, "reused-forks").stream().filter("opened"::equals))
                .hasSizeBetween(1, 2);
    }
}
