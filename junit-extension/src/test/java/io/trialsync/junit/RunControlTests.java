// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.RunControlled;
import io.trialsync.session.Completion;
import io.trialsync.session.ProgressLine;
import io.trialsync.session.ProgressListener;
import io.trialsync.session.RunControl;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Who watches and steers an experiment from outside. */
class RunControlTests {

    @TempDir
    Path directory;

    private final RunControl control = new RunControl();
    private final List<TrialReport> reports = new CopyOnWriteArrayList<>();

    @Experiment(task = "planned")
    static class PlannedTestCase {
        @BeforeAll
        static void plan(Session session) throws Exception {
            session.plan(4);
            // before two of them nothing is said of how well the clock is known
            Ran.await(session.folder(), Exchanged.class, 3);
        }

        @RepeatedTest(4)
        void search() {}

        @Nested
        class Afterwards {
            @Test
            void rest() {}
        }
    }

    private TestExecutionSummary run(Class<?> experiment, ProgressListener listener) {
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            ExperimentControl.put(launcher, control);
            ExperimentControl.put(launcher, listener);
            return Launched.in(launcher, Ran.quick(directory), experiment);
        }
    }

    private Ran left() {
        return Ran.left(directory);
    }

    @Test
    void everyTrialIsReportedWithItsPlaceAmongThePlannedOnes() {
        run(PlannedTestCase.class, reports::add);
        assertThat(reports).extracting(TrialReport::index).containsExactly(1, 2, 3, 4, 5);
        TrialReport second = reports.get(1);
        assertThat(second.planned()).hasValue(4);
        assertThat(second.completion()).isEqualTo(Completion.COMPLETED);
        assertThat(second.durationNanos()).isPositive();
        assertThat(second.remainingNanos()).isPresent();
        assertThat(second.uncertaintyNanos()).isPresent();
        assertThat(ProgressLine.of(second))
                .startsWith("trial 2 of 4 completed: repetition 2 of 4 (sync ±")
                .endsWith(" left)");
        assertThat(ProgressLine.of(reports.get(3))).endsWith("the last one)");
        assertThat(ProgressLine.of(reports.get(4))).startsWith("trial 5 completed: rest() (sync ±");
    }

    @Experiment(task = "designed")
    static class DesignedTestCase {
        @DesignedTrials(repetitions = 2)
        void search(@Levels({"4", "8"}) int setSize) {}
    }

    @Experiment(task = "designedtwice")
    static class DesignedTwiceTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {}

        @Test
        void rest() {}
    }

    @Test
    void theTrialsOfADesignThatStandsAloneAreCountedBeforehand() {
        run(DesignedTestCase.class, reports::add);
        assertThat(reports).extracting(TrialReport::planned).containsOnly(OptionalInt.of(4));
    }

    @Test
    void nothingIsSaidOfHowManyTrialsThereAreWhereOtherMethodsMakeSomeToo() {
        run(DesignedTwiceTestCase.class, reports::add);
        assertThat(reports).hasSize(3).extracting(TrialReport::planned).containsOnly(OptionalInt.empty());
    }

    @Experiment(task = "stopped")
    static class StoppedTestCase {
        @RepeatedTest(4)
        void search(Trial trial) throws InterruptedException {
            if (trial.index() == 2) {
                Stop.RUNNING.countDown();
                assertThat(Stop.REACHED.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }

        @Nested
        class Afterwards {
            @Test
            void rest() {}
        }
    }

    /** Stops the run while the second trial is running, which a report of the first may come before. */
    private static final class Stop {
        private static final CountDownLatch RUNNING = new CountDownLatch(1);
        private static final CountDownLatch REACHED = new CountDownLatch(1);

        static void press(RunControl control) {
            try {
                assertThat(RUNNING.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            control.stop("the experimenter ended the run");
            REACHED.countDown();
        }
    }

    @Test
    void aRunThatIsStoppedBeginsNoFurtherTrialBlockOrSessionAndSaysWhy() {
        TestExecutionSummary summary = run(StoppedTestCase.class, report -> Stop.press(control));
        Ran ran = left();
        assertThat(ran.all(TrialEnd.class)).as("the one that was running").hasSize(2);
        assertThat(ran.all(BlockBegin.class)).isEmpty();
        assertThat(summary.getTotalFailureCount()).isZero();
        assertThat(ran.all(RunControlled.class))
                .singleElement()
                .satisfies(stopped -> assertThat(stopped.action()).isEqualTo("stopped"));
        assertThat(ran.all(SessionEnd.class)).hasSize(1);

        run(PlannedTestCase.class, reports::add);
        assertThat(reports).isEmpty();
        assertThat(left().folders()).as("no session of the next experiment").hasSize(1);
    }

    @Experiment(task = "steered")
    static class SteeredTestCase {
        @RepeatedTest(3)
        void search() throws InterruptedException {
            Steering.RUNNING.release();
            assertThat(Steering.GO_ON.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }

        @TestFactory
        Stream<DynamicTest> searches() {
            return Stream.of(DynamicTest.dynamicTest("last", () -> {}));
        }
    }

    /** Keeps a trial running until the test has steered. */
    private static final class Steering {
        private static final Semaphore RUNNING = new Semaphore(0);
        private static final Semaphore GO_ON = new Semaphore(0);

        /** While a trial is running, and from its end on. */
        static void pause(RunControl control) throws InterruptedException {
            assertThat(RUNNING.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            control.pause();
            GO_ON.release();
        }
    }

    @Test
    void aPausedRunHoldsTheNextTrialBackAndMayBeEndedMeanwhile() throws Exception {
        AtomicInteger heldBackBegan = new AtomicInteger();
        Thread experimenter = new Thread(() -> {
            try {
                Steering.pause(control);
                Ran.await(left().folder(), RunControlled.class, 1);
                heldBackBegan.addAndGet(Steering.RUNNING.availablePermits());
                control.resume();
                Steering.pause(control);
                Ran.await(left().folder(), RunControlled.class, 3);
                heldBackBegan.addAndGet(Steering.RUNNING.availablePermits());
                control.stop("enough");
            } catch (InterruptedException | IOException e) {
                control.stop("the test failed: " + e);
            }
        });
        experimenter.start();
        TestExecutionSummary summary = run(SteeredTestCase.class, reports::add);
        experimenter.join();
        Ran ran = left();
        assertThat(summary.getTotalFailureCount()).isZero();
        assertThat(ran.all(RunControlled.class).stream().map(RunControlled::action))
                .containsExactly("paused", "resumed", "paused", "stopped");
        assertThat(heldBackBegan).hasValue(0);
        long paused = ran.all(RunControlled.class).get(0).hostNanos();
        long resumed = ran.all(RunControlled.class).get(1).hostNanos();
        assertThat(ran.all(TrialBegin.class))
                .hasSize(2)
                .noneMatch(begin -> begin.hostNanos() >= paused && begin.hostNanos() <= resumed);
        assertThat(ran.all(TrialEnd.class)).hasSize(2);
        assertThat(ran.all(SessionEnd.class).get(0).trials()).isEqualTo(2);
    }
}
