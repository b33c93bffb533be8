// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** When sessions begin, go on and end. */
class SessionLifeTests {

    @TempDir
    Path directory;

    @Experiment(task = "rerun")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsOnceTestCase {
        @Test
        void calm() {}

        @Test
        void shaky(Trial trial) {
            trial.mark("stimulus");
            if (trial.attempt() == 1) {
                throw new IllegalStateException("the first time only");
            }
        }
    }

    @Test
    void aRerunOfFailedTrialsGoesOnWithTheSession() throws Exception {
        Path log = directory.resolve("device.log");
        Path sessions = directory.resolve("sessions");
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            execute(launcher, sessions, log, selectClass(FailsOnceTestCase.class));
            execute(launcher, sessions, log, selectMethod(FailsOnceTestCase.class, "shaky", Trial.class));
            assertThat(log).hasContent("opened");
        }
        assertThat(Files.readAllLines(log)).containsExactly("opened", "closed");

        Path all = sessions.resolve("sub-sim/ses-01");
        Path folder = all.resolve("sub-sim_ses-01_task-rerun_run-01_SIMULATED");
        assertThat(all.toFile().list()).containsExactly("sub-sim_ses-01_task-rerun_run-01_SIMULATED");
        Journal journal = Ran.journal(folder);
        assertThat(journal.all(SessionStart.class).map(SessionStart::run)).containsExactly(1, 1);
        assertThat(journal.all(SessionEnd.class)).hasSize(2);
        assertThat(journal.all(TrialBegin.class).map(begin -> begin.trial() + "." + begin.attempt()))
                .containsExactly("1.1", "2.1", "2.2");
        assertThat(journal.all(MarkerStamped.class).map(MarkerStamped::name))
                .endsWith(
                        "trial.002.begin",
                        "trial.002.stimulus",
                        "trial.002.end",
                        "trial.002.2.begin",
                        "trial.002.2.stimulus",
                        "trial.002.2.end");
        assertThat(Files.readAllLines(folder.resolve("trials.csv"))).hasSize(4);
    }

    private static void execute(LauncherSession launcher, Path sessions, Path log, DiscoverySelector selector) {
        Map<String, String> settings = Ran.quick(sessions);
        settings.put("trialsync.device", "bench:" + log);
        launcher.getLauncher()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selector)
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .configurationParameters(settings)
                        .build());
    }

    @Test
    void everyRunGetsAFolderOfItsOwn() {
        Ran.in(directory, FailsOnceTestCase.class);
        Ran second = Ran.in(directory, FailsOnceTestCase.class);
        assertThat(second.folders())
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(
                        "sub-sim_ses-01_task-rerun_run-01_SIMULATED", "sub-sim_ses-01_task-rerun_run-02_SIMULATED");
    }

    @Experiment
    static class SpoiltTestCase {
        @Test
        void search(Session session) throws IOException {
            Files.createDirectories(session.folder().resolve("trials.csv").resolve("in the way"));
        }
    }

    @Test
    void aFailureOfTheAlignmentFailsTheClassAndKeepsTheJournal() {
        Ran ran = Ran.in(directory, SpoiltTestCase.class);
        ran.results()
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));
        assertThat(ran.failures()).singleElement().asString().contains("trials.csv");
        assertThat(ran.all(SessionEnd.class)).hasSize(1);
    }

    @Experiment
    static class UnpreparedTestCase {
        @BeforeAll
        static void seat(Session session) {
            if (session.simulated()) {
                throw new IllegalStateException("no participant came");
            }
        }

        @Test
        void search() {}
    }

    @Test
    void aSessionWhosePreparationFailsIsEndedAndAlignedWithoutATrial() {
        Ran ran = Ran.in(directory, UnpreparedTestCase.class);
        assertThat(ran.failures()).containsExactly("no participant came");
        assertThat(ran.all(SessionEnd.class)).hasSize(1);
        assertThat(ran.trials()).isEmpty();
    }

    @Experiment(task = "left")
    static class LeftTestCase {
        @RepeatedTest(5)
        void search() throws InterruptedException {
            Meeting.attend();
        }
    }

    @Experiment(task = "right")
    static class RightTestCase {
        @RepeatedTest(5)
        void search() throws InterruptedException {
            Meeting.attend();
        }
    }

    static class PlainTestCase {
        @Test
        void runsBesideAnExperiment() throws InterruptedException {
            Meeting.attend();
        }
    }

    /** Where a trial and a plain test wait for each other, which only works if they run at the same time. */
    private static final class Meeting {
        private static final CountDownLatch TWO = new CountDownLatch(2);

        static void attend() throws InterruptedException {
            TWO.countDown();
            assertThat(TWO.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void experimentsNeverRunAtTheSameTimeButPlainTestsMayRunBesideThem() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("junit.jupiter.execution.parallel.enabled", "true");
        settings.put("junit.jupiter.execution.parallel.mode.default", "concurrent");
        settings.put("junit.jupiter.execution.parallel.config.strategy", "fixed");
        settings.put("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        Ran ran = Ran.with(settings, directory, LeftTestCase.class, RightTestCase.class, PlainTestCase.class);
        assertThat(ran.failures()).isEmpty();
        List<Path> folders = ran.folders();
        assertThat(folders).hasSize(2);
        long[] left = span(Ran.journal(folders.get(0)));
        long[] right = span(Ran.journal(folders.get(1)));
        assertThat(left[1] < right[0] || right[1] < left[0])
                .as("sessions [%d, %d] and [%d, %d] overlap", left[0], left[1], right[0], right[1])
                .isTrue();
    }

    private static long[] span(Journal journal) {
        assertThat(journal.all(TrialBegin.class)).hasSize(5);
        return new long[] {
            journal.all(SessionStart.class).findFirst().orElseThrow().hostNanos(),
            journal.all(SessionEnd.class).findFirst().orElseThrow().hostNanos()
        };
    }
}
