// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.ITestContext;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;
import org.testng.annotations.Ignore;
import org.testng.annotations.Listeners;

/** What is a trial under TestNG, and what is stored of it. */
class TrialKindsTests {

    @TempDir
    Path directory;

    @Experiment(task = "plain")
    static class PlainTestCase {
        @org.testng.annotations.Test(priority = 1)
        void fixate() {
            Trials.current().mark("fixation.on");
        }

        @org.testng.annotations.Test(priority = 2)
        void search() {
            Trials.current().put("response", "left");
        }

        @Ignore
        @org.testng.annotations.Test(priority = 3)
        void later() {}
    }

    @Test
    void everyTestIsATrialWithMarkersAndValues() {
        Ran ran = Ran.in(directory, PlainTestCase.class);
        assertThat(ran.status()).isZero();
        assertThat(ran.folder().getFileName()).hasToString("sub-sim_ses-01_task-plain_run-01_SIMULATED");
        assertThat(ran.trialColumn("display name")).containsExactly("fixate()", "search()");
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "completed");
        assertThat(ran.trialColumn("response")).containsExactly("", "left");
        assertThat(ran.trialColumn("end is upper bound")).containsOnly("false");
        assertThat(ran.markerNames())
                .containsExactly(
                        "trial.001.begin",
                        "trial.001.fixation.on",
                        "trial.001.end",
                        "trial.002.begin",
                        "trial.002.end");
        assertThat(ran.all(SessionEnd.class)).hasSize(1);
    }

    @Listeners(ExperimentListener.class)
    static class NamedTwiceTestCase extends PlainTestCase {}

    @Test
    void aListenerThatIsAlsoNamedByTheClassDoesNothingTwice() {
        Ran ran = Ran.in(directory, NamedTwiceTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "completed");
        assertThat(ran.markerNames()).hasSize(5);
    }

    enum Target {
        PRESENT,
        ABSENT
    }

    @Experiment(seed = "5")
    static class RowsTestCase {
        @DataProvider
        static Iterator<Object[]> displays(ITestContext context) {
            List<Object[]> displays = new ArrayList<>();
            for (int setSize : new int[] {4, 8, 16}) {
                displays.add(new Object[] {setSize, Target.PRESENT, "T", 0.5});
            }
            Session session = Sessions.of(context, RowsTestCase.class);
            Collections.shuffle(displays, new Random(session.seed()));
            return displays.iterator();
        }

        @org.testng.annotations.Test(dataProvider = "displays")
        void search(int setSize, Target target, String letter, double contrast, Method method) {
            Trials.current().put("answered", method.getName());
        }
    }

    @Test
    void aRowOfADataProviderIsATrialWithTypedParameters() {
        Ran ran = Ran.in(directory, RowsTestCase.class);
        assertThat(ran.failures()).isEmpty();
        List<TrialBegin> begins = ran.all(TrialBegin.class);
        assertThat(begins)
                .extracting(begin -> begin.parameters().get("setSize"))
                .allMatch(Number.class::isInstance)
                .extracting(String::valueOf)
                .containsExactlyInAnyOrder("4", "8", "16");
        assertThat(begins).allSatisfy(begin -> {
            assertThat(begin.parameters().keySet()).containsExactly("setSize", "target", "letter", "contrast");
            assertThat(begin.parameters()).containsEntry("target", "PRESENT").containsEntry("letter", "T");
            assertThat(begin.displayName()).matches("search\\(\\d+, PRESENT, T, 0.5\\)");
        });
        assertThat(begins)
                .extracting(begin -> begin.uniqueId().replaceFirst(".*(?=/\\[row)", ""))
                .containsExactly("/[row:1]/[repetition:1]", "/[row:2]/[repetition:1]", "/[row:3]/[repetition:1]");
        assertThat(ran.trialColumn("answered")).containsOnly("search");
    }

    @Experiment
    static class RepeatedTestCase {
        @org.testng.annotations.Test(invocationCount = 3)
        void blink() {
            assertThat(Trials.current().attempt()).isEqualTo(1);
        }
    }

    @Test
    void eachInvocationOfARepeatedTestIsATrial() {
        Ran ran = Ran.in(directory, RepeatedTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("trial")).containsExactly("1", "2", "3");
        assertThat(ran.trialColumn("display name"))
                .containsExactly("blink() repetition 1", "blink() repetition 2", "blink() repetition 3");
        assertThat(ran.all(TrialBegin.class).stream().map(TrialBegin::uniqueId)).doesNotHaveDuplicates();
    }

    /** Made by its own factory, which TestNG wants public. */
    @Experiment
    public static class ManufacturedTestCase {
        private final int contrast;

        @Factory(dataProvider = "contrasts")
        public ManufacturedTestCase(int contrast) {
            this.contrast = contrast;
        }

        @DataProvider
        static Object[] contrasts() {
            return new Object[] {10, 20, 30};
        }

        @org.testng.annotations.Test
        void see() {
            Trials.current().put("contrast", contrast);
        }

        @org.testng.annotations.Test
        void seeAgain() {
            Trials.current().put("contrast", contrast);
        }
    }

    @Test
    void allInstancesOfAClassShareOneSession() {
        Ran ran = Ran.with(
                Ran.quick(directory), directory, suite -> suite.setGroupByInstances(true), ManufacturedTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("contrast")).hasSize(6).contains("10", "20", "30");
        assertThat(ran.all(TrialBegin.class).stream().map(TrialBegin::uniqueId)).doesNotHaveDuplicates();
        assertThat(ran.all(SessionEnd.class)).hasSize(1);
    }

    abstract static class LabTestCase {
        Path seated = Path.of("nowhere");
        private Path cleared = Path.of("nowhere");

        @BeforeClass
        void seat() {
            seated = Sessions.current().folder();
        }

        @BeforeMethod
        void prepare() {
            assertThat(Sessions.current().folder()).isEqualTo(seated);
        }

        @AfterClass
        void clear() {
            cleared = Sessions.current().folder();
            assertThat(cleared).isEqualTo(seated).isNotEmptyDirectory();
        }
    }

    @Experiment
    static class InheritingTestCase extends LabTestCase {
        @org.testng.annotations.Test
        void search() {
            assertThat(Sessions.current().folder()).isEqualTo(seated);
            Trial trial = Trials.current();
            assertThat(trial.index()).isEqualTo(1);
        }
    }

    @Test
    void theSessionIsThereFromBeforeClassToAfterClass() {
        Ran ran = Ran.in(directory, InheritingTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.results().getConfigurationFailures()).isEmpty();
        assertThat(ran.trialColumn("completion")).containsExactly("completed");
    }

    @Experiment
    static class EarlyTestCase {
        @BeforeMethod
        void prepare() {
            Trials.current().mark("too early");
        }

        @org.testng.annotations.Test
        void search() {}
    }

    @Test
    void outsideOfTestsThereIsNoTrial() {
        Ran ran = Ran.in(directory, EarlyTestCase.class);
        assertThat(ran.results().getConfigurationFailures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.getThrowable()).hasMessageContaining("Trials.current() is for the bodies"));
    }

    static class NoExperimentTestCase {
        @org.testng.annotations.Test
        void search() {
            Trials.current();
        }
    }

    @Test
    void aClassWithoutTheAnnotationIsNoExperiment() {
        Ran ran = Ran.in(directory, NoExperimentTestCase.class);
        assertThat(ran.folders()).isEmpty();
        assertThat(ran.failures()).singleElement().asString().contains("@Experiment");
    }
}
