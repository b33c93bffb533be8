// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.MarkerSource;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an experiment is handed, and what it can do with it. */
class TrialAndSessionTests {

    @TempDir
    Path directory;

    @Experiment(seed = "42")
    static class EverywhereTestCase {
        private final Session ofConstructor;

        EverywhereTestCase(Session session) {
            ofConstructor = session;
        }

        @BeforeAll
        static void seat(Session session) {
            assertThat(session.seed()).isEqualTo(42);
        }

        @BeforeEach
        void prepare(Trial trial, Session session) {
            assertThat(session).isSameAs(ofConstructor);
            trial.mark("prepared");
        }

        @RepeatedTest(2)
        void search(Session session, Trial trial) {
            assertThat(session).isSameAs(ofConstructor);
            assertThat(session.participant()).isEqualTo("sim");
            assertThat(session.label()).isEqualTo("01");
            assertThat(session.run()).isEqualTo(1);
            assertThat(session.simulated()).isTrue();
            assertThat(session.devices()).containsExactly("bench-be9c");
            assertThat(session.folder()).isDirectory();
            trial.put("index", trial.index());
        }

        @AfterEach
        void tidy(Trial trial) {
            assertThat(trial.attempt()).isEqualTo(1);
        }
    }

    @Test
    void sessionAndTrialAreThereWhereverTheyMakeSense() {
        Ran ran = Ran.in(directory, EverywhereTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("index")).containsExactly("1", "2");
        assertThat(ran.markerNames())
                .containsExactly(
                        "trial.001.prepared",
                        "trial.001.begin",
                        "trial.001.end",
                        "trial.002.prepared",
                        "trial.002.begin",
                        "trial.002.end");
    }

    @Experiment
    static class TrialInConstructorTestCase {
        TrialInConstructorTestCase(Trial trial) {
            trial.mark("never");
        }

        @Test
        void search() {}
    }

    @Experiment
    static class TrialBeforeAllTestCase {
        @BeforeAll
        static void seat(Trial trial) {
            trial.mark("never");
        }

        @Test
        void search() {}
    }

    @Experiment
    static class TrialInFactoryTestCase {
        @Test
        void search() {}

        @Nested
        class Block {
            @TestFactory
            List<DynamicTest> tests(Trial trial) {
                return List.of();
            }
        }
    }

    @Test
    void aTrialOutsideOfATrialIsOneClearErrorBeforeTheFirst() {
        for (Class<?> experiment :
                List.of(TrialInConstructorTestCase.class, TrialBeforeAllTestCase.class, TrialInFactoryTestCase.class)) {
            Ran ran = Ran.in(directory.resolve(experiment.getSimpleName()), experiment);
            assertThat(ran.failureBeforeFirstTrial()).contains("a Trial is there for tests, @BeforeEach");
        }
    }

    @Experiment
    static class TrialAfterDynamicTestsTestCase {
        @Test
        void search() {}

        @TestFactory
        List<DynamicTest> tests() {
            return List.of();
        }

        @AfterEach
        void thank(Trial trial) {
            trial.index();
        }
    }

    @Experiment
    static class TrialBeforeDynamicTestsOfABlockTestCase {
        @BeforeEach
        void fixate(Trial trial) {
            trial.index();
        }

        @Test
        void search() {}

        @Nested
        class Block {
            @TestFactory
            List<DynamicTest> tests() {
                return List.of();
            }
        }
    }

    @Test
    void aTrialBeforeOrAfterDynamicTestsIsOneClearErrorBeforeTheFirst() {
        for (Class<?> experiment :
                List.of(TrialAfterDynamicTestsTestCase.class, TrialBeforeDynamicTestsOfABlockTestCase.class)) {
            Ran ran = Ran.in(directory.resolve(experiment.getSimpleName()), experiment);
            assertThat(ran.failureBeforeFirstTrial())
                    .contains("dynamic tests have no Trial in @BeforeEach and @AfterEach methods", "Trial)");
        }
    }

    @Experiment
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class SessionTooEarlyTestCase {
        SessionTooEarlyTestCase(Session session) {
            assertThat(session).isNotNull();
        }

        @Test
        void search() {}
    }

    @Test
    void aSessionInTheConstructorOfAnInstancePerClassIsOneClearError() {
        Ran ran = Ran.in(directory, SessionTooEarlyTestCase.class);
        assertThat(ran.failureBeforeFirstTrial()).contains("PER_CLASS").contains("@BeforeAll");
    }

    @Experiment
    static class MarkingTestCase {
        @Test
        void search(Trial trial, Session session) {
            long before = session.hostNanos();
            long drawn = trial.mark("stimulus.draw");
            assertThat(drawn).isBetween(before, session.hostNanos());
            trial.markAt("stimulus.flip", drawn + 8_000_000, 250_000, MarkerSource.FLIP);
            trial.markAt("stimulus.light", session.toHostNanos(System.nanoTime()), 0, MarkerSource.PHOTODIODE);
            trial.mark("stimulus.draw");
            trial.put("drawn", drawn);
            trial.put("answer", "left");
            trial.put("answer", "right");
            trial.put("correct", true);
            trial.put("confidence", 0.75);
        }
    }

    @Test
    void marksAndValuesAreJournalledWithTheTrial() {
        Ran ran = Ran.in(directory, MarkingTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.markerNames())
                .containsExactly(
                        "trial.001.begin",
                        "trial.001.stimulus.draw",
                        "trial.001.stimulus.flip",
                        "trial.001.stimulus.light",
                        "trial.001.stimulus.draw.2",
                        "trial.001.end");
        long drawn = Long.parseLong(ran.trialColumn("drawn").get(0));
        MarkerStamped draw = ran.all(MarkerStamped.class).get(1);
        assertThat(draw.hostNanos()).isEqualTo(drawn);
        assertThat(draw.source()).isEqualTo("call");
        MarkerStamped flip = ran.all(MarkerStamped.class).get(2);
        assertThat(flip.hostNanos()).isEqualTo(drawn + 8_000_000);
        assertThat(flip.uncertaintyNanos()).isEqualTo(250_000);
        assertThat(flip.source()).isEqualTo("flip");
        assertThat(drawn)
                .isBetween(
                        ran.all(TrialBegin.class).get(0).hostNanos(),
                        ran.all(TrialEnd.class).get(0).hostNanos());
        assertThat(ran.trialColumn("answer")).containsExactly("right");
        assertThat(ran.trialColumn("correct")).containsExactly("true");
        assertThat(ran.trialColumn("confidence")).containsExactly("0.75");
    }

    @Experiment
    static class WronglyMarkingTestCase {
        @Test
        void mark(Trial trial) {
            trial.mark("two\nlines");
        }
    }

    @Test
    void aWrongMarkerNameFailsTheTrialThatGivesIt() {
        Ran ran = Ran.in(directory, WronglyMarkingTestCase.class);
        assertThat(ran.failures()).singleElement().asString().contains("[two?lines]", "control character");
        assertThat(ran.trialColumn("completion")).containsExactly("error");
        assertThat(ran.markerNames()).containsExactly("trial.001.begin", "trial.001.end");
    }
}
