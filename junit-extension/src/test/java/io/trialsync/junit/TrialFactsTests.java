// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.GcPause;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of a trial. */
class TrialFactsTests {

    @TempDir
    Path directory;

    @Experiment
    static class BlocksTestCase {
        @Nested
        class First {
            @RepeatedTest(2)
            void search() {}
        }

        @Nested
        class Second {
            @RepeatedTest(2)
            void search() {}
        }

        @Test
        void practice() {}
    }

    @Test
    void trialsAreCountedInTheirBlockToo() {
        Ran ran = Ran.in(directory, BlocksTestCase.class);
        assertThat(ran.trialColumn("index in block")).containsExactly("", "1", "2", "1", "2");
        assertThat(ran.trialColumn("trial")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void trialsOfOneExperimentNeverInterleaveAndKeepTheirBlocksHoweverParallelTestsRun() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("junit.jupiter.execution.parallel.enabled", "true");
        settings.put("junit.jupiter.execution.parallel.mode.default", "concurrent");
        settings.put("junit.jupiter.execution.parallel.mode.classes.default", "concurrent");
        settings.put("junit.jupiter.execution.parallel.config.strategy", "fixed");
        settings.put("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        Ran ran = Ran.with(settings, directory, BlocksTestCase.class);
        List<TrialBegin> begins = ran.all(TrialBegin.class);
        List<TrialEnd> ends = ran.all(TrialEnd.class);
        assertThat(begins).hasSize(5);
        for (int i = 0; i < begins.size(); i++) {
            assertThat(ends.get(i).trial()).isEqualTo(begins.get(i).trial());
            assertThat(i == 0 || begins.get(i).hostNanos() > ends.get(i - 1).hostNanos())
                    .isTrue();
            boolean nested = begins.get(i).uniqueId().contains("nested-class");
            assertThat(begins.get(i).block() != null).isEqualTo(nested);
        }
    }

    @Experiment
    static class FactoryTestCase {
        @TestFactory
        Stream<DynamicTest> searches(Session session) {
            return Stream.of("few", "many")
                    .map(size -> DynamicTest.dynamicTest(size, () -> {
                        session.currentTrial().mark("drawn");
                        session.currentTrial().put("size", size);
                    }));
        }
    }

    @Test
    void aDynamicTestAsksTheSessionForItsTrial() {
        Ran ran = Ran.in(directory, FactoryTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("size")).containsExactly("few", "many");
        assertThat(ran.all(MarkerStamped.class).stream().map(MarkerStamped::name))
                .contains("trial.001.drawn", "trial.002.drawn");
    }

    @Experiment
    static class NoTrialTestCase {
        @TestFactory
        Stream<DynamicTest> searches(Session session) {
            session.currentTrial();
            return Stream.empty();
        }
    }

    @Test
    void outsideOfATrialThereIsNone() {
        assertThat(Ran.in(directory, NoTrialTestCase.class).failures()).containsExactly("no trial is running");
    }

    /** Makes two trials of a template. */
    static final class Twice implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            TestTemplateInvocationContext once = new TestTemplateInvocationContext() {};
            return Stream.of(once, once);
        }
    }

    @Experiment
    static class TemplateTestCase {
        @TestTemplate
        @ExtendWith(Twice.class)
        void search() {}
    }

    @Test
    void eachInvocationOfAUsersOwnTemplateIsATrial() {
        Ran ran = Ran.in(directory, TemplateTestCase.class);
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "completed");
        assertThat(ran.trialColumn("unique id").get(1)).endsWith("[test-template-invocation:#2]");
    }

    @Experiment
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OrderedTestCase {
        @Test
        void b() {}

        @Test
        void c() {}

        @Test
        void a() {}
    }

    @Test
    void trialsAreNumberedInTheOrderInWhichAnOrdererRunsThem() {
        assertThat(Ran.in(directory, OrderedTestCase.class).trialColumn("display name"))
                .containsExactly("a()", "b()", "c()");
    }

    @Experiment
    @ParameterizedClass
    @ValueSource(ints = {4, 16})
    static class SizesTestCase {
        private final int setSize;

        SizesTestCase(int setSize) {
            this.setSize = setSize;
        }

        @Nested
        class Searches {
            @ParameterizedTest
            @ValueSource(booleans = {true, false})
            void search(boolean present) {
                assertThat(setSize).isPositive();
            }
        }
    }

    @Test
    void whatAClassIsConstructedWithIsAParameterOfItsTrials() {
        Ran ran = Ran.in(directory, SizesTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("setSize")).containsExactly("4", "4", "16", "16");
        assertThat(ran.all(TrialBegin.class).get(0).parameters())
                .containsOnlyKeys("setSize", "present")
                .containsEntry("setSize", 4)
                .containsEntry("present", true);
    }

    @Experiment
    static class KindsTestCase {
        static Stream<Arguments> kinds() {
            return Stream.of(Arguments.of(
                    'x',
                    Duration.ofMillis(500),
                    new int[] {1, 2},
                    new String[][] {{"a"}, {"b"}},
                    List.of(3),
                    7L,
                    0.5f));
        }

        @ParameterizedTest(name = "kinds")
        @MethodSource("kinds")
        void search(
                char key,
                Duration soa,
                int[] places,
                String[][] grid,
                List<Integer> sizes,
                long count,
                float contrast) {}
    }

    @Test
    void numbersStayNumbersAndAllElseHasATextToReadAgain() {
        Ran ran = Ran.in(directory, KindsTestCase.class);
        assertThat(ran.all(TrialBegin.class).get(0).parameters())
                .containsEntry("key", "x")
                .containsEntry("soa", "PT0.5S")
                .containsEntry("places", "[1, 2]")
                .containsEntry("grid", "[[a], [b]]")
                .containsEntry("sizes", "[3]")
                .containsEntry("count", 7)
                .containsEntry("contrast", 0.5);
    }

    @Experiment
    static class GarbageTestCase {
        @Test
        void search() {
            System.gc();
        }
    }

    @Test
    void pausesOfTheVirtualMachineThatFellIntoATrialAreCounted() {
        Ran ran = Ran.in(directory, GarbageTestCase.class);
        assertThat(ran.all(Fault.class)).isEmpty();
        TrialBegin begin = ran.all(TrialBegin.class).get(0);
        TrialEnd end = ran.all(TrialEnd.class).get(0);
        assertThat(ran.all(GcPause.class)).anySatisfy(pause -> {
            assertThat(pause.cause()).isEqualTo("System.gc()");
            assertThat(pause.hostNanos())
                    .isBetween(
                            begin.hostNanos() - pause.uncertaintyNanos(), end.hostNanos() + pause.uncertaintyNanos());
        });
        assertThat(Integer.parseInt(ran.trialColumn("gc pauses").get(0))).isPositive();
        assertThat(ran.trialColumn("gc pause [ms]").get(0)).isNotEmpty();
    }
}
