// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.session.design.TrialOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Trials that come from the levels of factors or the rows of a source. */
class DesignedTrialsTests {

    @TempDir
    Path directory;

    private static List<String> conditions(Ran ran, String... columns) {
        return ran.trials().stream()
                .map(trial ->
                        String.join(" ", Stream.of(columns).map(trial::getField).toList()))
                .toList();
    }

    @Experiment
    static class SearchTestCase {
        @DesignedTrials(repetitions = 2)
        void search(@Levels({"4", "8", "16"}) int setSize, @Levels boolean targetPresent, Trial trial) {
            trial.put("half", setSize / 2);
        }
    }

    @Test
    void everyCombinationComesOnceInEachRepetition() {
        Ran ran = Ran.in(directory, SearchTestCase.class);
        assertThat(ran.failures()).isEmpty();
        List<String> conditions = conditions(ran, "setSize", "targetPresent");
        assertThat(conditions).hasSize(12);
        assertThat(conditions.subList(0, 6))
                .containsExactlyInAnyOrder("4 true", "4 false", "8 true", "8 false", "16 true", "16 false")
                .containsExactlyInAnyOrderElementsOf(conditions.subList(6, 12))
                .isNotEqualTo(conditions.subList(6, 12));
        assertThat(ran.all(TrialBegin.class).get(0).parameters().get("targetPresent"))
                .isInstanceOf(Boolean.class);
        assertThat(ran.trialColumn("display name").get(0)).matches("setSize=\\d+, targetPresent=(true|false)");
        assertThat(ran.all(SessionStart.class).get(0).configuration())
                .containsEntry(
                        "trialsync.design.SearchTestCase.search",
                        "2 x setSize(4,8,16) x targetPresent(true,false), shuffled within repetitions");
    }

    @Test
    void theSeedDecidesTheOrder() {
        Map<String, String> settings = Ran.quick(directory.resolve("5"));
        settings.put("trialsync.seed", "5");
        Ran five = Ran.with(settings, directory.resolve("5"), SearchTestCase.class);
        settings = Ran.quick(directory.resolve("6"));
        settings.put("trialsync.seed", "6");
        Ran six = Ran.with(settings, directory.resolve("6"), SearchTestCase.class);
        assertThat(five.trialColumn("display name")).isNotEqualTo(six.trialColumn("display name"));
    }

    enum Side {
        LEFT,
        RIGHT
    }

    @Experiment
    static class TypesTestCase {
        @DesignedTrials(order = TrialOrder.AS_LISTED)
        void search(
                @Levels Side side,
                @Levels("0.5") double contrast,
                @Levels("9000000000") long at,
                @Levels({"x", "y"}) String letter,
                @Levels("PT2S") java.time.Duration foreperiod) {}
    }

    @Test
    void levelsAreConvertedToTheTypesOfTheirParameters() {
        Ran ran = Ran.in(directory, TypesTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(conditions(ran, "side", "contrast", "at", "letter", "foreperiod"))
                .containsExactly(
                        "LEFT 0.5 9000000000 x PT2S",
                        "LEFT 0.5 9000000000 y PT2S",
                        "RIGHT 0.5 9000000000 x PT2S",
                        "RIGHT 0.5 9000000000 y PT2S");
        assertThat(ran.all(TrialBegin.class).get(0).parameters())
                .containsEntry("contrast", 0.5)
                .containsEntry("side", "LEFT");
    }

    @Experiment
    static class AbortedTestCase {
        @DesignedTrials(order = TrialOrder.AS_LISTED)
        void search(@Levels({"4", "8", "16"}) int setSize, Trial trial) {
            trial.mark("letters.on");
            if (setSize == 4 && trial.attempt() == 1) {
                abort("the participant looked away");
            }
            trial.put("answer", setSize);
        }
    }

    @Test
    void anAbortedTrialIsPutBackAtTheEndAndKeepsItsIndex() {
        Ran ran = Ran.in(directory, AbortedTestCase.class);
        assertThat(ran.failures()).hasSize(1).first().asString().contains("looked away");
        ran.results()
                .testEvents()
                .assertStatistics(events -> events.succeeded(3).aborted(1).failed(0));
        assertThat(ran.all(TrialBegin.class).stream()
                        .map(begin ->
                                begin.parameters().get("setSize") + " is " + begin.trial() + "." + begin.attempt()))
                .containsExactly("4 is 1.1", "8 is 2.1", "16 is 3.1", "4 is 1.2");
        assertThat(conditions(ran, "trial", "attempt", "completion", "setSize", "answer"))
                .containsExactlyInAnyOrder(
                        "1 1 aborted 4 ", "2 1 completed 8 8", "3 1 completed 16 16", "1 2 completed 4 4");
        assertThat(ran.markerNames()).contains("trial.001.letters.on", "trial.001.2.letters.on");
        assertThat(ran.trialColumn("display name")).contains("setSize=4 (attempt 2)");
    }

    @Experiment
    static class AlwaysAbortedTestCase {
        @DesignedTrials(repetitions = 2)
        void search(@Levels({"4", "8"}) int setSize) {
            if (setSize == 4) {
                abort("no");
            }
        }

        @DesignedTrials(attempts = 1)
        void once() {
            abort("no");
        }
    }

    @Test
    void aTrialIsPutBackAsOftenAsAllowed() {
        Ran ran = Ran.in(directory, AlwaysAbortedTestCase.class);
        assertThat(ran.trials().stream()
                        .filter(trial -> trial.getField("setSize").equals("4"))
                        .map(trial -> trial.getField("attempt")))
                .containsExactlyInAnyOrder("1", "2", "3", "1", "2", "3");
        assertThat(ran.trials().stream()
                        .filter(trial -> trial.getField("setSize").isEmpty())
                        .map(trial -> trial.getField("attempt")))
                .containsExactly("1");
    }

    @Experiment
    static class AbortedBeforeTestCase {
        @BeforeEach
        void checkDrift(Trial trial) {
            if (trial.attempt() == 1) {
                abort("the participant is not looking");
            }
        }

        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {}
    }

    @Test
    void aTrialThatIsAbortedInItsPreparationIsPutBackToo() {
        Ran ran = Ran.in(directory, AbortedBeforeTestCase.class);
        ran.results()
                .testEvents()
                .assertStatistics(events -> events.succeeded(2).aborted(2));
        assertThat(ran.trials().stream()
                        .filter(trial -> trial.getField("completion").equals("completed"))
                        .map(trial -> trial.getField("attempt")))
                .containsExactly("2", "2");
    }

    @Experiment
    static class FailingTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {
            throw new IllegalStateException("display lost");
        }
    }

    @Test
    void aTrialThatFailsIsNotPutBack() {
        Ran ran = Ran.in(directory, FailingTestCase.class);
        assertThat(ran.trialColumn("attempt")).containsExactly("1", "1");
    }

    @Experiment
    static class FailsOnceTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8", "16"}) int setSize, Trial trial) {
            if (setSize == 8 && trial.attempt() == 1) {
                throw new IllegalStateException("the first time only");
            }
        }
    }

    /** As Surefire does by its rerunFailingTestsCount: the failed tests alone, by their unique ids, in the same JVM. */
    @Test
    void aRerunOfAFailedTrialIsTheNextAttemptAtTheSameTrial() {
        Map<String, String> settings = Ran.quick(directory);
        List<String> failed = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failed.add(test.getUniqueId());
                }
            }
        };
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            run(launcher, settings, selectClass(FailsOnceTestCase.class), listener);
            assertThat(failed).hasSize(1);
            run(launcher, settings, selectUniqueId(failed.get(0)), listener);
        }
        assertThat(failed).hasSize(1);
        List<TrialBegin> begun = Ran.journal(directory.resolve(
                        "sub-sim/ses-01/sub-sim_ses-01_task-designedtrialstestsfailsoncetestcase_run-01_SIMULATED"))
                .all(TrialBegin.class)
                .toList();
        assertThat(begun).hasSize(4);
        TrialBegin again = begun.get(3);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.parameters()).containsEntry("setSize", 8);
        assertThat(begun.subList(0, 3))
                .filteredOn(first -> first.trial() == again.trial())
                .singleElement()
                .extracting(TrialBegin::parameters)
                .isEqualTo(again.parameters());
    }

    private static void run(
            LauncherSession launcher,
            Map<String, String> settings,
            DiscoverySelector selector,
            TestExecutionListener listener) {
        launcher.getLauncher()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .filters(EngineFilter.includeEngines("junit-jupiter"))
                                .configurationParameters(settings)
                                .build(),
                        listener);
    }

    @Experiment
    static class SourceTestCase {
        static List<Object[]> displays(Session session) {
            int first = session.random("displays").nextInt(100);
            return List.of(new Object[] {first, "T"}, new Object[] {first, "L"});
        }

        @DesignedTrials(source = "displays", repetitions = 2, order = TrialOrder.AS_LISTED)
        void search(long setSize, String letter, Trial trial) {}

        @Nested
        class Second {
            @DesignedTrials(source = "displays", order = TrialOrder.AS_LISTED)
            void search(int setSize, Object letter, Session session) {}
        }
    }

    @Test
    void theRowsOfASourceAreTrials() {
        Ran ran = Ran.in(directory, SourceTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("letter")).containsExactly("T", "L", "T", "L", "T", "L");
        assertThat(ran.trialColumn("setSize").subList(0, 4))
                .containsOnly(ran.trialColumn("setSize").get(0));
    }

    @Experiment
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneColumnTestCase {
        private final String[] pictures = {"face.png", "house.png"};

        String[] pictures() {
            return pictures;
        }

        @DesignedTrials(source = "pictures")
        void shows(String picture) {}
    }

    @Test
    void aSourceOfTheInstanceMayGiveTheValuesOfASingleParameter() {
        assertThat(Ran.in(directory, OneColumnTestCase.class).trialColumn("picture"))
                .containsExactlyInAnyOrder("face.png", "house.png");
    }

    static class NoExperimentTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {
            assertThat(setSize).isPositive();
        }
    }

    @Test
    void aClassThatIsNoExperimentMayHaveADesignToo() {
        Ran ran = Ran.in(directory, NoExperimentTestCase.class);
        ran.results().testEvents().assertStatistics(events -> events.succeeded(2));
    }

    @Experiment
    static class StreamsTestCase {
        @DesignedTrials(repetitions = 3, order = TrialOrder.AS_LISTED)
        void search(Session session, Trial trial) {
            trial.put("foreperiod", session.random("foreperiods").nextInt(1_000_000));
        }
    }

    @Test
    void aStreamOfTheSessionGoesOnFromTrialToTrial() {
        assertThat(Ran.in(directory, StreamsTestCase.class).trialColumn("foreperiod"))
                .doesNotHaveDuplicates();
    }
}
