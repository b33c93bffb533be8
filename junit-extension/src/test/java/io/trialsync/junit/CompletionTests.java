// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** How a trial ends, by what its test does. */
class CompletionTests {

    @TempDir
    Path directory;

    private TrialEnd onlyEnd(Ran ran) {
        assertThat(ran.all(TrialBegin.class)).hasSize(1);
        assertThat(ran.all(TrialEnd.class)).hasSize(1);
        return ran.all(TrialEnd.class).get(0);
    }

    @Experiment
    static class AbortedTestCase {
        @Test
        void search() {
            Assumptions.abort("the participant looked away");
        }
    }

    @Test
    void aFailedAssumptionAbortsTheTrial() {
        Ran ran = Ran.in(directory, AbortedTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("aborted");
        assertThat(onlyEnd(ran).message()).contains("the participant looked away");
        ran.results().testEvents().assertStatistics(events -> events.aborted(1).failed(0));
    }

    @Experiment
    static class FailingTestCase {
        @Test
        void search() {
            throw new IllegalStateException("display lost");
        }
    }

    @Test
    void anExceptionIsAnErrorOfTheTrialAndOfTheTest() {
        Ran ran = Ran.in(directory, FailingTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("error");
        assertThat(onlyEnd(ran).message()).contains("IllegalStateException", "display lost");
        assertThat(ran.failures()).containsExactly("display lost");
    }

    @Experiment
    static class SlowTestCase {
        @Test
        @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
        void search() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aTimeoutEndsTheTrialWhereItsBodyEnds() {
        Ran ran = Ran.in(directory, SlowTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("timed out");
        assertThat(onlyEnd(ran).upperBound()).isFalse();
    }

    @Experiment
    static class StubbornTestCase {
        private static final CountDownLatch SESSION_OVER = new CountDownLatch(1);

        /** Long enough for the other thread to start and begin the trial, also on a busy machine. */
        @Test
        @Timeout(value = 2, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void search() {
            boolean over = false;
            while (!over) {
                try {
                    SESSION_OVER.await();
                    over = true;
                } catch (InterruptedException e) {
                    // a body that does not listen
                }
            }
        }

        @AfterAll
        static void letGo() {
            SESSION_OVER.countDown();
        }
    }

    @Test
    void aBodyThatStillRunsAfterItsTimeoutHasAnUpperBoundForItsEnd() {
        Ran ran = Ran.in(directory, StubbornTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("timed out");
        assertThat(onlyEnd(ran).upperBound()).isTrue();
        assertThat(ran.trialColumn("end is upper bound")).containsExactly("true");
        assertThat(ran.markerNames()).containsExactly("trial.001.begin", "trial.001.end");
    }

    @Experiment
    static class UnreadyTestCase {
        @BeforeEach
        void prepare(Trial trial) {
            if (trial.index() == 1) {
                throw new IllegalStateException("stimulus missing");
            }
        }

        @Test
        void search() {}

        @Test
        void searchAgain() {}
    }

    @Test
    void aTrialWhosePreparationFailsHasNotBegunAndIsAFault() {
        Ran ran = Ran.in(directory, UnreadyTestCase.class);
        assertThat(ran.all(TrialBegin.class).stream().map(TrialBegin::trial)).containsExactly(2);
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("trial 1 did not begin", "stimulus missing"));
        assertThat(ran.markerNames()).containsExactly("trial.002.begin", "trial.002.end");
        assertThat(ran.all(SessionEnd.class).get(0).trials()).isEqualTo(1);
    }

    /** An extension that fails after ours has got the trial ready. */
    static final class LateFailure implements BeforeTestExecutionCallback {
        @Override
        public void beforeTestExecution(ExtensionContext context) {
            throw new IllegalStateException("amplifier off");
        }
    }

    @Experiment
    @ExtendWith(LateFailure.class)
    static class LateFailureTestCase {
        @Test
        void search() {}
    }

    @ExtendWith(LateFailure.class)
    @Experiment
    static class EarlyFailureTestCase {
        @Test
        void search() {}
    }

    @Test
    void aFailureOfAnotherExtensionBeforeTheBodyIsATrialThatHasNotBegun() {
        for (Class<?> experiment : new Class<?>[] {LateFailureTestCase.class, EarlyFailureTestCase.class}) {
            Ran ran = Ran.in(directory.resolve(experiment.getSimpleName()), experiment);
            assertThat(ran.all(TrialBegin.class)).isEmpty();
            assertThat(ran.trialColumn("completion")).containsExactly("error");
            assertThat(ran.trialColumn("begin [s]")).containsExactly("");
            assertThat(ran.all(Fault.class))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("did not begin", "amplifier off"));
        }
    }

    @Experiment
    static class PartlyDisabledTestCase {
        @Test
        @Disabled("not today")
        void search() {}

        @Test
        void other() {}
    }

    @Test
    void aDisabledTestIsNothing() {
        Ran ran = Ran.in(directory, PartlyDisabledTestCase.class);
        assertThat(ran.trialColumn("display name")).containsExactly("other()");
        assertThat(ran.trialColumn("trial")).containsExactly("1");
        assertThat(ran.all(Fault.class)).isEmpty();
    }

    @Experiment
    @Disabled("not today")
    static class DisabledTestCase {
        @Test
        void search() {}
    }

    @Test
    void aDisabledExperimentOpensNoSession() {
        Ran ran = Ran.in(directory, DisabledTestCase.class);
        assertThat(ran.folders()).isEmpty();
        assertThat(ran.failures()).isEmpty();
    }

    @Experiment
    static class InterruptedTestCase {
        @BeforeAll
        static void awaitClock(Session session) throws Exception {
            Ran.await(session.folder(), Exchanged.class, 3);
        }

        @Test
        void search() {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyThatLeavesItsThreadInterruptedStillEndsInACompleteSession() {
        Ran ran = Ran.in(directory, InterruptedTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("completed");
        assertThat(ran.all(SessionEnd.class)).hasSize(1);
        assertThat(ran.trialColumn("uncertainty bench-be9c [ns]").get(0)).isNotEmpty();
    }
}
