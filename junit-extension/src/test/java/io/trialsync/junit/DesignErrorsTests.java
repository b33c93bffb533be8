// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of designs that are wrong. */
class DesignErrorsTests {

    @TempDir
    Path directory;

    enum Side {
        LEFT,
        RIGHT
    }

    @Experiment
    static class NoNumberTestCase {
        @DesignedTrials
        void search(@Levels({"4", "eight"}) int setSize) {}
    }

    @Experiment
    static class TwiceTestCase {
        @DesignedTrials
        void search(@Levels({"4", "8", "04"}) int setSize) {}
    }

    @Experiment
    static class NoConstantTestCase {
        @DesignedTrials
        void search(@Levels({"LEFT", "MIDDLE"}) Side side) {}
    }

    @Experiment
    static class NoTextTestCase {
        @DesignedTrials
        void search(@Levels("now") List<String> words) {}
    }

    @Experiment
    static class NoLevelTestCase {
        @DesignedTrials
        void search(@Levels int setSize) {}
    }

    @Experiment
    static class NoLevelsTestCase {
        @DesignedTrials
        void search(@Levels("4") int setSize, boolean targetPresent) {}
    }

    @Experiment
    static class NoRepetitionTestCase {
        @DesignedTrials(repetitions = 0)
        void search(@Levels("4") int setSize) {}
    }

    @Experiment
    static class NoAttemptTestCase {
        @DesignedTrials(attempts = -1)
        void search() {}
    }

    @Experiment
    static class TooManyTestCase {
        @DesignedTrials(repetitions = 100_001)
        void search() {}
    }

    @Experiment
    static class NoSourceTestCase {
        @DesignedTrials(source = "displays")
        void search(int setSize) {}
    }

    @Experiment
    static class SourceOfInstanceTestCase {
        int[] displays() {
            return new int[] {4};
        }

        @DesignedTrials(source = "displays")
        void search(int setSize) {}
    }

    @Experiment
    static class TwoSourcesTestCase {
        static int[] displays() {
            return new int[] {4};
        }

        @DesignedTrials(source = "displays")
        void search(@Levels("4") int setSize) {}
    }

    @Experiment
    static class InABlockTestCase {
        @Test
        void practice() {}

        @Nested
        class Block {
            @DesignedTrials
            void search(@Levels("four") int setSize) {}
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoNumber         | search: level [eight] of int setSize; no int
            Twice            | search: level [04] of int setSize; listed twice; each level once
            NoConstant       | search: level [MIDDLE] of Side side; LEFT, RIGHT
            NoText           | search: level [now] of List words; allowed are numbers
            NoLevel          | search: @Levels of int setSize is empty; boolean
            NoLevels         | search: parameter targetPresent has no @Levels; source
            NoRepetition     | search: repetitions = 0; 1 or more
            NoAttempt        | search: attempts = -1; 1 or more
            TooMany          | search: 100001 trials; 100000
            NoSource         | search: source [displays] is no method
            SourceOfInstance | search: source [displays] must be static
            TwoSources       | search: parameter setSize has @Levels; source [displays]; only one
            InABlock         | Block.search: level [four]; no int
            """)
    void aDesignThatIsWrongIsOneErrorBeforeTheFirstTrial(String name, String parts) throws ClassNotFoundException {
        Class<?> experiment = Class.forName(DesignErrorsTests.class.getName() + "$" + name + "TestCase");
        assertThat(Ran.in(directory, experiment).failureBeforeFirstTrial())
                .startsWith("@DesignedTrials of ")
                .contains(parts.split("; "))
                .doesNotContain("\n");
    }

    @Experiment
    static class WrongRowsTestCase {
        static List<?> tooLong() {
            return List.of(List.of(4, true, "and more"));
        }

        static Stream<?> wrongType() {
            return Stream.of(4, "eight");
        }

        static List<?> none() {
            return List.of();
        }

        static Stream<?> endless() {
            return Stream.iterate(1, i -> i + 1);
        }

        static String noRows() {
            return "4, 8";
        }

        @DesignedTrials(source = "tooLong")
        void tooLong(int setSize) {}

        @DesignedTrials(source = "wrongType")
        void wrongType(int setSize) {}

        @DesignedTrials(source = "none")
        void none(int setSize) {}

        @DesignedTrials(source = "endless")
        void endless(int setSize) {}

        @DesignedTrials(source = "noRows")
        void noRows(int setSize) {}
    }

    @Test
    void rowsThatDoNotFitAreOneErrorOfTheirMethod() {
        Ran ran = Ran.in(directory, WrongRowsTestCase.class);
        assertThat(ran.trials().stream().map(NamedCsvRecord::getFields)).isEmpty();
        assertThat(ran.failures())
                .hasSize(5)
                .allMatch(message ->
                        message.startsWith("@DesignedTrials of WrongRowsTestCase.") && !message.contains("\n"))
                .anyMatch(message -> message.contains("has 3 values in row 1; 1 to 1 are allowed"))
                .anyMatch(message -> message.contains("has [eight] in row 2, which is no int as setSize is"))
                .anyMatch(message -> message.contains("[none] gives no row"))
                .anyMatch(message -> message.contains("100001 trials are planned"))
                .anyMatch(message -> message.contains("gives a java.lang.String; a stream, collection or array"));
    }
}
