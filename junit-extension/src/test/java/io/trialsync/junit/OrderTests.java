// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.session.design.WilliamsDesign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In what order blocks and methods come, for whom, and what is journalled of it. */
class OrderTests {

    @TempDir
    Path directory;

    private Ran with(Class<?> experiment, String... settings) {
        Map<String, String> all = Ran.quick(directory);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Ran.with(all, directory, experiment);
    }

    private static List<String> blocks(Ran ran) {
        return ran.all(BlockBegin.class).stream().map(BlockBegin::name).toList();
    }

    @Experiment(participant = "P02")
    @TestClassOrder(Counterbalanced.class)
    static class FourBlocksTestCase {
        @Nested
        @Order(4)
        class Quiet {
            @Test
            void search() {}
        }

        @Nested
        @Order(3)
        class Speech {
            @Test
            void search() {}
        }

        @Nested
        @Order(2)
        class Music {
            @Test
            void search() {}
        }

        @Nested
        @Order(1)
        class Noise {
            @Test
            void search() {}
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P01, Noise Music Quiet Speech",
        "P02, Music Speech Noise Quiet",
        "P03, Speech Quiet Music Noise",
        "P04, Quiet Noise Speech Music",
        "P05, Noise Music Quiet Speech"
    })
    void blocksAreCounterbalancedByTheParticipantsNumber(String participant, String order) {
        Ran ran = with(FourBlocksTestCase.class, "trialsync.participant", participant);
        assertThat(ran.failures()).isEmpty();
        assertThat(blocks(ran)).containsExactly(order.split(" "));
    }

    @Test
    void theParticipantOfTheAnnotationCountsWhereNoOtherIsGiven() {
        assertThat(blocks(with(FourBlocksTestCase.class))).containsExactly("Music", "Speech", "Noise", "Quiet");
    }

    @Test
    void whoReplacesAParticipantCanBeGivenTheNumberOfThatOne() {
        Ran ran = with(FourBlocksTestCase.class, "trialsync.participant", "P31", "trialsync.participant.number", "4");
        assertThat(blocks(ran)).containsExactly("Quiet", "Noise", "Speech", "Music");
        assertThat(ran.all(SessionStart.class).get(0).configuration())
                .containsEntry("trialsync.order.blocks", "counterbalanced")
                .containsEntry("trialsync.participant.number", "4")
                .doesNotContainKey("trialsync.order.methods");
    }

    @Test
    void theNumberIsJournalledAlsoIfItIsThatOfTheLabel() {
        Ran ran = with(FourBlocksTestCase.class, "trialsync.participant", "P31");
        assertThat(ran.all(SessionStart.class).get(0).configuration())
                .containsEntry("trialsync.participant.number", "31");
    }

    @Experiment
    @TestMethodOrder(Counterbalanced.class)
    static class ThreeMethodsTestCase {
        @Test
        void easy() {}

        @Test
        void hard() {}

        @Test
        void medium() {}
    }

    @Test
    void withoutAParticipantASimulatedSessionIsThatOfNumberOne() {
        Ran ran = with(ThreeMethodsTestCase.class);
        assertThat(WilliamsDesign.order(3, 1)).containsExactly(0, 1, 2);
        assertThat(ran.trialColumn("display name")).containsExactly("easy()", "hard()", "medium()");
    }

    @Test
    void methodsAreCounterbalancedByTheParticipantsNumber() {
        Ran ran = with(ThreeMethodsTestCase.class, "trialsync.participant", "P04");
        assertThat(ran.trialColumn("display name")).containsExactly("medium()", "hard()", "easy()");
        assertThat(ran.all(SessionStart.class).get(0).configuration())
                .containsEntry("trialsync.order.methods", "counterbalanced");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trialsync.participant        | Anna  | trialsync.participant: [Anna]; P07; trialsync.participant.number
            trialsync.participant.number | seven | trialsync.participant.number: [seven]; 1 to 999999999
            trialsync.seed               | seven | trialsync.seed: [seven]; participant; whole number
            """)
    void anOrderThatCannotBeDecidedIsOneErrorBeforeTheFirstTrial(String key, String value, String parts) {
        assertThat(with(FourBlocksTestCase.class, key, value).failureBeforeFirstTrial())
                .contains(parts.split("; "))
                .startsWith(key)
                .doesNotContain("\n");
    }

    @Test
    void anOrdererThatIsSetByAParameterIsCheckedToo() {
        assertThat(with(
                                DefaultOrderTestCase.class,
                                "junit.jupiter.testclass.order.default",
                                Counterbalanced.class.getName(),
                                "trialsync.participant",
                                "Anna")
                        .failureBeforeFirstTrial())
                .startsWith("trialsync.participant: [Anna]");
    }

    @Experiment
    static class DefaultOrderTestCase {
        @Nested
        class First {
            @Test
            void search() {}
        }
    }

    @Test
    void aNumberThatNoOrderNeedsIsNotAskedFor() {
        assertThat(with(DefaultOrderTestCase.class, "trialsync.participant", "Anna")
                        .failures())
                .isEmpty();
    }

    @Experiment
    @TestClassOrder(Shuffled.class)
    @TestMethodOrder(Shuffled.class)
    static class ShuffledTestCase {
        @Test
        void a() {}

        @Test
        void b() {}

        @Test
        void c() {}

        @Test
        void d() {}

        @Nested
        class E {
            @Test
            void e() {}
        }

        @Nested
        class F {
            @Test
            void f() {}
        }

        @Nested
        class G {
            @Test
            void g() {}
        }
    }

    /** A change here breaks the orders of past sessions. */
    @Test
    void theSeedDecidesAShuffleForEver() {
        Ran ran = with(ShuffledTestCase.class, "trialsync.seed", "8");
        assertThat(ran.trialColumn("display name")).containsExactly("c()", "b()", "a()", "d()", "e()", "g()", "f()");
        assertThat(ran.all(SessionStart.class).get(0).configuration())
                .containsEntry("trialsync.order.blocks", "shuffled")
                .containsEntry("trialsync.order.methods", "shuffled")
                .containsEntry("trialsync.seed", "8")
                .doesNotContainKey("trialsync.participant.number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "participant"})
    void everyParticipantHasAnOrderOfTheirOwnOnlyIfTheSeedIsTheirs(String seed) {
        List<List<String>> orders = new ArrayList<>();
        for (String participant : List.of("P01", "P02", "P03")) {
            Path sessions = directory.resolve(participant);
            Map<String, String> settings = Ran.quick(sessions);
            settings.put("trialsync.seed", seed);
            settings.put("trialsync.participant", participant);
            Ran ran = Ran.with(settings, sessions, ShuffledTestCase.class);
            orders.add(ran.trialColumn("display name"));
            assertThat(ran.all(SessionStart.class).get(0).configuration().get("trialsync.seed"))
                    .matches("-?\\d+");
        }
        assertThat(orders.stream().distinct()).hasSize(seed.equals("1") ? 1 : 3);
    }

    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    @Experiment
    static class OtherOrdererTestCase {
        @Nested
        class First {
            @Test
            void search() {}
        }
    }

    @Test
    void ordersOfJupitersOwnAreLeftAlone() {
        Ran ran = with(OtherOrdererTestCase.class, "trialsync.participant", "Anna");
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.all(SessionStart.class).get(0).configuration()).doesNotContainKey("trialsync.order.blocks");
    }
}
