// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.Trial;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.IInvokedMethod;
import org.testng.IInvokedMethodListener;
import org.testng.IRetryAnalyzer;
import org.testng.ITestResult;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.xml.XmlSuite;

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
    static class SkippingTestCase {
        @org.testng.annotations.Test
        void search() {
            throw new SkipException("the participant looked away");
        }
    }

    @Test
    void aSkipExceptionAbortsTheTrial() {
        Ran ran = Ran.in(directory, SkippingTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("aborted");
        assertThat(onlyEnd(ran).message()).contains("the participant looked away");
        assertThat(ran.skips()).containsExactly("the participant looked away");
    }

    @Experiment
    static class FailingTestCase {
        @org.testng.annotations.Test
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
    static class ExpectingTestCase {
        @org.testng.annotations.Test(expectedExceptions = IllegalStateException.class)
        void search() {
            throw new IllegalStateException("as expected");
        }
    }

    @Test
    void anExceptionThatIsExpectedCompletesTheTrial() {
        Ran ran = Ran.in(directory, ExpectingTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("completed");
        assertThat(onlyEnd(ran).message()).isNull();
    }

    @Experiment
    static class StubbornTestCase {
        private static final CountDownLatch SESSION_OVER = new CountDownLatch(1);

        /** Long enough for the other thread to start, begin the trial and mark, also on a busy machine. */
        @org.testng.annotations.Test(timeOut = 2_000)
        void search() {
            Trials.current().mark("from another thread");
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

        @AfterClass
        static void letGo() {
            SESSION_OVER.countDown();
        }
    }

    @Test
    void aBodyThatStillRunsAfterItsTimeoutHasAnUpperBoundForItsEnd() {
        Ran ran = Ran.in(directory, StubbornTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("timed out");
        assertThat(onlyEnd(ran).upperBound()).isTrue();
        assertThat(ran.markerNames())
                .containsExactly("trial.001.begin", "trial.001.from another thread", "trial.001.end");
    }

    @Experiment
    static class SlowTestCase {
        @org.testng.annotations.Test(timeOut = 50)
        void search() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aTimeoutOnTheTestsOwnThreadEndsTheTrialWhereItsBodyEnds() {
        Ran ran = Ran.with(
                Ran.quick(directory),
                directory,
                suite -> suite.setParallel(XmlSuite.ParallelMode.METHODS),
                SlowTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("timed out");
        assertThat(onlyEnd(ran).upperBound()).isFalse();
    }

    @Experiment
    static class InTimeTestCase {
        @org.testng.annotations.Test(timeOut = 60_000)
        void search() {
            Trials.current().put("response", "left");
        }
    }

    @Test
    void aBodyThatIsInTimeIsStampedOnItsOwnThread() {
        Ran ran = Ran.in(directory, InTimeTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("completed");
        assertThat(onlyEnd(ran).upperBound()).isFalse();
        assertThat(ran.trialColumn("response")).containsExactly("left");
    }

    @Experiment
    static class DependentTestCase {
        @org.testng.annotations.Test(groups = "preparation")
        void calibrate() {
            throw new IllegalStateException("no pupil");
        }

        @org.testng.annotations.Test(dependsOnGroups = "preparation")
        void search() {}
    }

    @Test
    void aTestWhoseDependencyFailedIsATrialThatDidNotBegin() {
        Ran ran = Ran.in(directory, DependentTestCase.class);
        assertThat(onlyEnd(ran).completion()).isEqualTo("error");
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.message()).contains("trial 2 did not begin", "depends on not successfully"));
        assertThat(ran.all(SessionEnd.class).get(0).trials()).isEqualTo(1);
    }

    @Experiment
    static class UnreadyTestCase {
        @BeforeMethod
        void prepare() {
            throw new IllegalStateException("stimulus missing");
        }

        @org.testng.annotations.Test
        void search() {}
    }

    @Test
    void aTrialWhosePreparationFailsHasNotBegunAndIsAFault() {
        Ran ran = Ran.in(directory, UnreadyTestCase.class);
        assertThat(ran.all(TrialBegin.class)).isEmpty();
        assertThat(ran.markerNames()).isEmpty();
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("trial 1 did not begin", "stimulus missing"));
    }

    /** Tries everything once more. */
    public static final class OnceMore implements IRetryAnalyzer {
        private boolean tried;

        /** For TestNG. */
        public OnceMore() {}

        @Override
        public boolean retry(ITestResult result) {
            boolean again = !tried;
            tried = true;
            return again;
        }
    }

    /** Somebody else's listener, which keeps a test from running although its trial is ready. */
    private record Objecting(RuntimeException objection) implements IInvokedMethodListener {
        @Override
        public void beforeInvocation(IInvokedMethod method, ITestResult result) {
            if (TestTrial.of(result) != null) {
                throw objection;
            }
        }
    }

    @Test
    void anotherListenersExceptionBeforeTheBodyIsKept() {
        Ran ran =
                Ran.beside(new Objecting(new IllegalStateException("amplifier off")), directory, InTimeTestCase.class);
        assertThat(ran.failures()).containsExactly("amplifier off");
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("trial 1 did not begin", "amplifier off"));
    }

    @Test
    void anotherListenersSkipBeforeTheBodyIsKept() {
        Ran ran = Ran.beside(new Objecting(new SkipException("no participant")), directory, InTimeTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.skips()).containsExactly("no participant");
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("trial 1 did not begin", "no participant"));
    }

    @Experiment
    static class ShakyTestCase {
        @DataProvider
        static Object[] letters() {
            return new Object[] {"T", "L"};
        }

        @org.testng.annotations.Test(dataProvider = "letters", retryAnalyzer = OnceMore.class)
        void search(String letter) {
            Trial trial = Trials.current();
            if (letter.equals("T") && trial.attempt() == 1) {
                throw new IllegalStateException("the first time only");
            }
        }

        @org.testng.annotations.Test(invocationCount = 2, retryAnalyzer = OnceMore.class, priority = 1)
        void blink() {
            if (Trials.current().index() == 3 && Trials.current().attempt() == 1) {
                throw new IllegalStateException("the first time only");
            }
        }
    }

    @Test
    void aRetryIsTheNextAttemptAtTheSameTrial() {
        Ran ran = Ran.in(directory, ShakyTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.all(TrialBegin.class).stream().map(begin -> begin.trial() + "." + begin.attempt()))
                .containsExactly("1.1", "1.2", "2.1", "3.1", "3.2", "4.1");
        assertThat(ran.trialColumn("completion"))
                .containsExactly("error", "completed", "completed", "error", "completed", "completed");
    }
}
