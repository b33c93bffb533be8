// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.BlockEnd;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes a trial, and what a block. */
class TrialKindsTests {

    @TempDir
    Path directory;

    @Experiment
    static class PlainTestCase {
        @Test
        void search() {}
    }

    @Test
    void aTestIsATrialWithBeginAndEnd() {
        Ran ran = Ran.in(directory, PlainTestCase.class);
        assertThat(ran.failures()).isEmpty();
        TrialBegin begin = ran.all(TrialBegin.class).get(0);
        TrialEnd end = ran.all(TrialEnd.class).get(0);
        assertThat(begin.trial()).isEqualTo(1);
        assertThat(begin.attempt()).isEqualTo(1);
        assertThat(begin.block()).isNull();
        assertThat(begin.displayName()).isEqualTo("search()");
        assertThat(begin.uniqueId()).endsWith("[method:search()]");
        assertThat(end.completion()).isEqualTo("completed");
        assertThat(end.upperBound()).isFalse();
        assertThat(end.hostNanos()).isGreaterThan(begin.hostNanos());
        assertThat(ran.markerNames()).containsExactly("trial.001.begin", "trial.001.end");
        assertThat(ran.folder()).hasFileName("sub-sim_ses-01_task-trialkindstestsplaintestcase_run-01_SIMULATED");
        assertThat(ran.folder())
                .isDirectoryContaining("glob:**/trials.csv")
                .isDirectoryContaining("glob:**/markers.csv")
                .isDirectoryContaining("glob:**/clock-model.json");
    }

    @Experiment
    static class RepeatedTestCase {
        @RepeatedTest(3)
        void search() {}
    }

    @Test
    void eachRepetitionIsATrial() {
        Ran ran = Ran.in(directory, RepeatedTestCase.class);
        assertThat(ran.trialColumn("trial")).containsExactly("1", "2", "3");
        assertThat(ran.trialColumn("display name"))
                .containsExactly("repetition 1 of 3", "repetition 2 of 3", "repetition 3 of 3");
        assertThat(ran.all(TrialBegin.class).stream().map(TrialBegin::parameters))
                .allMatch(parameters -> parameters.isEmpty());
    }

    @Experiment(task = "sizes")
    @ParameterizedClass
    @ValueSource(ints = {4, 16})
    static class ParameterizedClassTestCase {
        ParameterizedClassTestCase(int setSize) {
            assertThat(setSize).isPositive();
        }

        @RepeatedTest(2)
        void search() {}
    }

    @Test
    void aParameterizedClassIsOneSessionToo() {
        Ran ran = Ran.in(directory, ParameterizedClassTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("trial")).containsExactly("1", "2", "3", "4");
        assertThat(ran.trialColumn("attempt")).containsOnly("1");
    }

    enum Target {
        PRESENT,
        ABSENT
    }

    @Experiment
    static class ParameterizedTestCase {
        @ParameterizedTest
        @CsvSource({"4, PRESENT, true, 0.5, left", "16, ABSENT, false, 1.25, right"})
        void search(int setSize, Target target, boolean cued, double contrast, String side, Trial trial) {
            trial.put("doubled", 2 * setSize);
        }
    }

    @Test
    void parametersKeepTheirTypesAndBecomeColumns() {
        Ran ran = Ran.in(directory, ParameterizedTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.all(TrialBegin.class).get(0).parameters())
                .containsOnlyKeys("setSize", "target", "cued", "contrast", "side")
                .containsEntry("setSize", 4)
                .containsEntry("target", "PRESENT")
                .containsEntry("cued", true)
                .containsEntry("contrast", 0.5)
                .containsEntry("side", "left");
        assertThat(ran.trialColumn("setSize")).containsExactly("4", "16");
        assertThat(ran.trialColumn("target")).containsExactly("PRESENT", "ABSENT");
        assertThat(ran.trialColumn("cued")).containsExactly("true", "false");
        assertThat(ran.trialColumn("contrast")).containsExactly("0.5", "1.25");
        assertThat(ran.trialColumn("doubled")).containsExactly("8", "32");
    }

    /** A number that is no number in JSON. */
    static final class Fraction extends Number {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "1/2";
        }

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0.5f;
        }

        @Override
        public double doubleValue() {
            return 0.5;
        }
    }

    /** A stimulus whose text cannot be had. */
    static final class Speechless {
        @Override
        public String toString() {
            throw new IllegalStateException("no text yet");
        }
    }

    @Experiment
    static class OddParametersTestCase {
        static Stream<Arguments> odd() {
            return Stream.of(Arguments.of(new Fraction(), new Speechless(), null, Double.NaN, 'x'));
        }

        @ParameterizedTest(name = "odd")
        @MethodSource("odd")
        void search(Fraction fraction, Speechless stimulus, String nothing, double contrast, char key) {}
    }

    @Test
    void parametersThatHaveNoTextOrNoNumberInJsonDoNotCostTheTrial() {
        Ran ran = Ran.in(directory, OddParametersTestCase.class);
        assertThat(ran.trialColumn("completion")).containsExactly("completed");
        assertThat(ran.trialColumn("fraction")).containsExactly("1/2");
        assertThat(ran.trialColumn("stimulus").get(0)).contains("Speechless");
        assertThat(ran.trialColumn("key")).containsExactly("x");
    }

    @Experiment
    static class DynamicTestCase {
        @TestFactory
        List<DynamicTest> searches() {
            return List.of(
                    DynamicTest.dynamicTest("few letters", () -> {}), DynamicTest.dynamicTest("many letters", () -> {
                        throw new IllegalStateException("display lost");
                    }));
        }
    }

    @Test
    void dynamicTestsAreTrialsAndTheirFactoryIsNone() {
        Ran ran = Ran.in(directory, DynamicTestCase.class);
        assertThat(ran.trialColumn("display name")).containsExactly("few letters", "many letters");
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "error");
        assertThat(ran.trialColumn("message").get(1)).contains("display lost");
        assertThat(ran.failures()).containsExactly("display lost");
    }

    @Experiment
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class BlocksTestCase {
        @Test
        void practice() {}

        @Nested
        @Order(1)
        class First {
            @RepeatedTest(2)
            void search() {}
        }

        @Nested
        @Order(2)
        class Second {
            @Test
            void search() {}
        }
    }

    @Test
    void nestedClassesAreBlocksOfTheOneSession() {
        Ran ran = Ran.with(blocksInOrder(), directory, BlocksTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.all(SessionStart.class)).hasSize(1);
        assertThat(ran.all(BlockBegin.class).stream().map(BlockBegin::name)).containsExactly("First", "Second");
        assertThat(ran.all(BlockEnd.class).stream().map(BlockEnd::block)).containsExactly(1, 2);
        assertThat(ran.trialColumn("block")).containsExactly("", "1", "1", "2");
        assertThat(ran.trialColumn("block name")).containsExactly("", "First", "First", "Second");
        assertThat(ran.markerNames())
                .containsSequence("trial.001.end", "block.01.begin", "trial.002.begin")
                .containsSequence("trial.003.end", "block.01.end", "block.02.begin", "trial.004.begin")
                .endsWith("trial.004.end", "block.02.end");
    }

    @Test
    void theBurstsAtTheBordersOfBlocksAreTakenInFullAndCountAsAddedTime() {
        Map<String, String> settings = blocksInOrder();
        settings.put("trialsync.sync.max-pause", "400ms");
        SessionEnd end = Ran.with(settings, directory, BlocksTestCase.class)
                .all(SessionEnd.class)
                .get(0);
        // Between two blocks there are two bursts, and the exchanges of the trial before cut neither of them short.
        assertThat(end.addedLargestNanos()).isNotNull().isGreaterThan(400_000_000L);
    }

    private Map<String, String> blocksInOrder() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$OrderAnnotation");
        return settings;
    }

    @Experiment
    static class NestedDeeplyTestCase {
        @Nested
        class Day {
            @Nested
            class Block {
                @Test
                void search() {}
            }

            @Nested
            class Rest {
                @Test
                void lookAround() {}
            }
        }
    }

    @Test
    void everyBlockThatBeginsAlsoEndsHoweverDeep() {
        Ran ran = Ran.in(directory, NestedDeeplyTestCase.class);
        List<Integer> begun =
                ran.all(BlockBegin.class).stream().map(BlockBegin::block).toList();
        List<Integer> ended =
                ran.all(BlockEnd.class).stream().map(BlockEnd::block).toList();
        assertThat(begun).containsExactly(1, 2, 3);
        assertThat(ended).containsExactlyInAnyOrderElementsOf(begun).endsWith(1);
        assertThat(ran.trialColumn("block")).containsExactly("2", "3");
    }

    @Experiment(task = "inherited")
    abstract static class Base {
        @Test
        void search() {}
    }

    static class InheritingTestCase extends Base {}

    @Test
    void theAnnotationIsInherited() {
        Ran ran = Ran.in(directory, InheritingTestCase.class);
        assertThat(ran.trialColumn("completion")).containsExactly("completed");
        assertThat(ran.all(SessionStart.class).get(0).task()).isEqualTo("inherited");
        assertThat(ran.all(SessionStart.class).get(0).experiment()).isEqualTo(InheritingTestCase.class.getName());
    }

    @Experiment
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {
        private int trials;

        @RepeatedTest(2)
        void search(Trial trial) {
            trial.put("count", ++trials);
        }
    }

    @Test
    void oneInstanceMayServeAllTrials() {
        assertThat(Ran.in(directory, PerClassTestCase.class).trialColumn("count"))
                .containsExactly("1", "2");
    }
}
