// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Designed methods of classes that are themselves given something. */
class DesignedClassTests {

    @TempDir
    Path directory;

    @Experiment
    static class SessionTestCase {
        private final Session session;

        SessionTestCase(Session session) {
            this.session = session;
        }

        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize, Trial trial) {
            trial.put("session", session.folder().getFileName().toString());
        }
    }

    @Test
    void aClassThatTakesTheSessionInItsConstructorMayHaveADesign() {
        Ran ran = Ran.in(directory, SessionTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("setSize")).containsExactlyInAnyOrder("4", "8");
        assertThat(ran.trialColumn("session"))
                .containsOnly(ran.folder().getFileName().toString());
    }

    @Experiment
    @ParameterizedClass
    @ValueSource(strings = {"face", "house"})
    static class ConstructedTestCase {
        ConstructedTestCase(String picture) {
            assertThat(picture).isNotEmpty();
        }

        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {}
    }

    @Test
    void aClassThatIsConstructedForEachOfSeveralArgumentsMayHaveADesign() {
        Ran ran = Ran.in(directory, ConstructedTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("picture")).containsExactly("face", "face", "house", "house");
        assertThat(ran.trialColumn("setSize")).containsOnly("4", "8").hasSize(4);
    }

    @Experiment
    static class FieldsTestCase {
        @Nested
        @ParameterizedClass
        @CsvSource({"face, 1.5", "house, 3"})
        class Pictures {
            @Parameter(0)
            String kind = "";

            @Parameter(1)
            private double seconds;

            @DesignedTrials
            void search(@Levels({"1", "2", "3", "4", "5", "6", "7", "8"}) int setSize, Session session) {
                assertThat(kind).isNotEmpty();
                assertThat(seconds).isPositive();
            }
        }
    }

    @Test
    void theFieldsOfAParameterizedClassAreParametersOfItsTrials() {
        Ran ran = Ran.in(directory, FieldsTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("kind").subList(0, 8)).containsOnly("face");
        assertThat(ran.trialColumn("kind").subList(8, 16)).containsOnly("house");
        assertThat(ran.all(TrialBegin.class).get(15).parameters())
                .containsEntry("kind", "house")
                .containsEntry("seconds", 3.0)
                .containsKey("setSize");
    }

    @Test
    void eachInvocationOfAClassHasAnOrderOfItsOwn() {
        List<String> sizes = Ran.in(directory, FieldsTestCase.class).trialColumn("setSize");
        assertThat(sizes.subList(0, 8))
                .containsExactlyInAnyOrderElementsOf(sizes.subList(8, 16))
                .isNotEqualTo(sizes.subList(8, 16));
    }

    @Test
    void allInvocationsOfANestedClassAreOneBlock() {
        Ran ran = Ran.in(directory, FieldsTestCase.class);
        assertThat(ran.all(BlockBegin.class)).hasSize(1);
        assertThat(ran.trialColumn("block")).hasSize(16).containsOnly("1");
    }

    @Test
    void nobodyIsToldOfTooFewTrialsWhereAClassIsInvokedSeveralTimes() {
        List<TrialReport> reports = Reported.of(directory, ConstructedTestCase.class);
        assertThat(reports).hasSize(4);
        assertThat(reports).allMatch(report -> report.planned().isEmpty());
    }
}
