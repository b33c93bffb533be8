// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.HostAnchored;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.ITestContext;
import org.testng.Reporter;
import org.testng.annotations.DataProvider;
import org.testng.xml.XmlSuite;

/** When sessions begin, go on and end. */
class SessionLifeTests {

    @TempDir
    Path directory;

    @Experiment(task = "rerun")
    static class FailsOnceTestCase {
        @org.testng.annotations.Test(priority = 1)
        void calm() {}

        @org.testng.annotations.Test(priority = 2)
        void shaky() {
            if (Trials.current().attempt() == 1) {
                throw new IllegalStateException("the first time only");
            }
        }
    }

    @Test
    void anotherRunInTheSameProcessGoesOnWithTheSession() throws IOException {
        Path log = directory.resolve("device.log");
        Path sessions = directory.resolve("sessions");
        Map<String, String> settings = Ran.quick(sessions);
        settings.put("trialsync.device", "bench:" + log);
        assertThat(Ran.with(settings, sessions, FailsOnceTestCase.class).failures())
                .hasSize(1);
        Ran again = Ran.with(settings, sessions, FailsOnceTestCase.class);
        assertThat(again.failures()).isEmpty();
        assertThat(again.all(TrialBegin.class).stream().map(begin -> begin.trial() + "." + begin.attempt()))
                .containsExactly("1.1", "2.1", "1.2", "2.2");
        assertThat(again.all(SessionStart.class)).hasSize(2);
        assertThat(again.all(SessionEnd.class)).hasSize(2);
        assertThat(Files.readAllLines(log)).containsExactly("opened", "closed", "opened", "closed");
    }

    @Test
    void aDryRunOpensNothing() {
        Path log = directory.resolve("device.log");
        Map<String, String> settings = Ran.quick(directory.resolve("sessions"));
        settings.put("trialsync.device", "bench:" + log);
        System.setProperty("testng.mode.dryrun", "true");
        try {
            Ran ran = Ran.with(settings, directory.resolve("sessions"), FailsOnceTestCase.class, SeededTestCase.class);
            assertThat(ran.folders()).isEmpty();
            assertThat(ran.failures()).isEmpty();
        } finally {
            System.clearProperty("testng.mode.dryrun");
        }
        assertThat(log).doesNotExist();
    }

    @Experiment
    static class SeededTestCase {
        @DataProvider
        static Object[] seeds(ITestContext context) {
            return new Object[] {Sessions.of(context, SeededTestCase.class).seed()};
        }

        @org.testng.annotations.Test(dataProvider = "seeds")
        void search(long seed) {
            assertThat(seed).isEqualTo(Sessions.current().seed());
        }
    }

    @Test
    void theSameClassInTwoTestsOfASuiteIsTwoSessions() {
        Ran ran = Ran.with(
                Ran.quick(directory),
                directory,
                suite -> {
                    Ran.addTest(suite, "evening", SeededTestCase.class);
                    suite.setParallel(XmlSuite.ParallelMode.TESTS);
                },
                SeededTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.folders()).hasSize(2);
        assertThat(ran.folders())
                .allSatisfy(folder ->
                        assertThat(Ran.journal(folder).all(TrialBegin.class)).hasSize(1));
    }

    @Experiment(task = "left")
    static class LeftTestCase {
        @org.testng.annotations.Test(invocationCount = 5)
        void search() {}

        @org.testng.annotations.Test(invocationCount = 5, threadPoolSize = 3)
        void pooled() {}
    }

    @Experiment(task = "right")
    static class RightTestCase {
        @DataProvider(parallel = true)
        static Object[] rows() {
            return new Object[] {1, 2, 3, 4, 5};
        }

        @org.testng.annotations.Test(dataProvider = "rows")
        void search(int row) {
            Trials.current().put("seen", row);
        }
    }

    @Test
    void trialsNeverRunAtTheSameTimeHoweverParallelTheSuiteIs() {
        Ran ran = Ran.with(
                Ran.quick(directory),
                directory,
                suite -> {
                    suite.setParallel(XmlSuite.ParallelMode.METHODS);
                    suite.setThreadCount(4);
                },
                LeftTestCase.class,
                RightTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.folders()).hasSize(2);
        List<long[]> spans = new ArrayList<>();
        ran.folders().forEach(folder -> spans.addAll(spans(Ran.journal(folder))));
        assertThat(spans).hasSize(15);
        spans.sort(Comparator.comparingLong(span -> span[0]));
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i)[0]).isGreaterThanOrEqualTo(spans.get(i - 1)[1]);
        }
        assertThat(ran.folders().stream()
                        .flatMap(folder -> Ran.journal(folder).all(TrialBegin.class))
                        .map(TrialBegin::uniqueId))
                .doesNotHaveDuplicates();
    }

    /** By the raw monotonic clock of the machine, which both sessions share. */
    private static List<long[]> spans(Journal journal) {
        HostAnchored anchor = journal.all(HostAnchored.class).findFirst().orElseThrow();
        long rawMinusHost = anchor.nanoTimeNanos() - anchor.hostNanos();
        List<TrialBegin> begins = journal.all(TrialBegin.class).toList();
        List<TrialEnd> ends = journal.all(TrialEnd.class).toList();
        List<long[]> spans = new ArrayList<>();
        for (TrialBegin begin : begins) {
            TrialEnd end = ends.stream()
                    .filter(one -> one.trial() == begin.trial())
                    .findFirst()
                    .orElseThrow();
            spans.add(new long[] {begin.hostNanos() + rawMinusHost, end.hostNanos() + rawMinusHost});
        }
        return spans;
    }

    @Experiment(task = "waiting")
    static class WaitingTestCase {
        @org.testng.annotations.Test(invocationCount = 2, threadPoolSize = 2)
        void search() {
            for (int i = 0; i < 6_000 && !ThisJvm.STATE.oneTrialAtATime().hasQueuedThreads(); i++) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(ThisJvm.STATE.oneTrialAtATime().hasQueuedThreads()).isTrue();
            Experiments.of(Reporter.getCurrentTestResult().getTestContext())
                    .orElseThrow()
                    .runnerContext()
                    .control()
                    .stop("the experimenter ended the run");
        }
    }

    @Test
    void aTrialThatWaitsForAnotherOneDoesNotBeginOnceTheRunIsEnded() {
        Ran ran = Ran.with(
                Ran.quick(directory), directory, suite -> suite.setName("ended meanwhile"), WaitingTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.all(TrialBegin.class)).hasSize(1);
        assertThat(ran.skips()).containsExactly("the experimenter ended the run");
    }

    @Experiment
    static class SpoiltTestCase {
        @org.testng.annotations.Test
        void search() throws IOException {
            Files.createDirectories(
                    Sessions.current().folder().resolve("trials.csv").resolve("in the way"));
        }
    }

    @Test
    void aFailureOfTheAlignmentFailsTheRunOnceAllElseIsDone() {
        assertThatThrownBy(() -> Ran.in(directory, SpoiltTestCase.class, SeededTestCase.class))
                .hasMessageContaining("trials.csv");
        assertThat(directory).isNotEmptyDirectory();
    }
}
