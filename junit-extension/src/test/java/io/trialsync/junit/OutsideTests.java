// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SessionAlignment;
import io.trialsync.align.TrialTable;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What happens around an experiment: discovery, a virtual machine that ends in a trial, JUnit's reports, other extensions. */
class OutsideTests {

    @TempDir
    Path directory;

    @Experiment(task = "plain")
    static class PlainTestCase {
        @Test
        void search() {}
    }

    @Test
    void discoveryContactsNoDevice() {
        Path log = directory.resolve("device.log");
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.device", "bench:" + log);
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            launcher.getLauncher().discover(Launched.request(settings, PlainTestCase.class));
            assertThat(log).doesNotExist();
            assertThat(Launched.in(launcher, settings, PlainTestCase.class).getTotalFailureCount())
                    .isZero();
            assertThat(log).hasContent("opened");
        }
    }

    @Test
    void theTablesAreHandedToJUnitsReports() throws IOException {
        Path reports = directory.resolve("reports");
        Map<String, String> settings = Ran.quick(directory.resolve("sessions"));
        settings.put("junit.platform.reporting.output.dir", reports.toString());
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            Launched.in(launcher, settings, PlainTestCase.class);
        }
        try (Stream<Path> files = Files.walk(reports)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("trials.csv", "markers.csv", "clock-model.json");
        }
    }

    @Test
    void reportsThatCannotBeWrittenAreNoFailureOfTheExperiment() throws IOException {
        Path reports = Files.writeString(directory.resolve("reports"), "in the way");
        Map<String, String> settings = Ran.quick(directory.resolve("sessions"));
        settings.put("junit.platform.reporting.output.dir", reports.toString());
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            TestExecutionSummary summary = Launched.in(launcher, settings, PlainTestCase.class);
            assertThat(summary.getTotalFailureCount()).isZero();
        }
        assertThat(Ran.left(directory.resolve("sessions")).trials()).hasSize(1);
    }

    @Experiment(task = "exit")
    static class ExitTestCase {
        @RepeatedTest(3)
        void search(Trial trial, Session session) throws Exception {
            if (trial.index() == 2) {
                trial.mark("about.to.end");
                if (System.getProperty("exit.by", "").equals("halt")) {
                    awaitMark(session.folder());
                    Runtime.getRuntime().halt(7);
                }
                System.exit(7);
            }
        }

        /** The journal is written by another thread. */
        private static void awaitMark(Path folder) throws Exception {
            for (int i = 0; i < 6_000; i++) {
                if (Journal.read(folder.resolve(Journal.FILE_NAME))
                        .all(MarkerStamped.class)
                        .anyMatch(marker -> marker.name().endsWith("about.to.end"))) {
                    return;
                }
                Thread.sleep(10);
            }
        }
    }

    /** What a child virtual machine runs. */
    static final class Child {
        private Child() {}

        /**
         * Run the experiment that ends its own virtual machine.
         *
         * @param args the folder of sessions
         */
        public static void main(String[] args) {
            try (LauncherSession launcher = LauncherFactory.openSession()) {
                Launched.in(launcher, Ran.quick(Path.of(args[0])), ExitTestCase.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "exit"})
    void aVirtualMachineThatEndsInATrialLeavesAJournalThatAligns(String exit) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dexit.by=" + exit,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        directory.resolve("sessions").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();
        try {
            assertThat(child.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.exitValue()).isEqualTo(7);
        Ran ran = Ran.left(directory.resolve("sessions"));
        assertThat(ran.all(TrialBegin.class)).hasSize(2);
        assertThat(ran.all(MarkerStamped.class)).extracting(MarkerStamped::name).endsWith("trial.002.about.to.end");
        assertThat(ran.all(SessionEnd.class)).isEmpty();
        SessionAlignment alignment = ExperimentRun.align(ran.folder(), Estimators.standard());
        assertThat(TrialTable.of(alignment)).hasSize(2);
        assertThat(ran.trialColumn("completion")).containsExactly("completed", "not ended");
    }

    /** An extension that fails after the body. */
    static final class FailsAfterwards implements AfterTestExecutionCallback {
        @Override
        public void afterTestExecution(ExtensionContext context) {
            throw new IllegalStateException("amplifier off");
        }
    }

    @Experiment(task = "early")
    @ExtendWith(FailsAfterwards.class)
    static class EarlyTestCase {
        @Test
        void search() {}
    }

    @ExtendWith(FailsAfterwards.class)
    @Experiment(task = "late")
    static class LateTestCase {
        @Test
        void search() {}
    }

    @Experiment(task = "untidy")
    static class UntidyTestCase {
        @Test
        void search() {}

        @AfterEach
        void tidy() {
            throw new IllegalStateException("amplifier off");
        }
    }

    @Test
    void whatFailsAfterTheBodyLeavesTheBracketAsItIs() {
        for (Class<?> experiment : List.of(EarlyTestCase.class, LateTestCase.class, UntidyTestCase.class)) {
            Ran ran = Ran.in(directory.resolve(experiment.getSimpleName()), experiment);
            assertThat(ran.failures()).containsExactly("amplifier off");
            assertThat(ran.trialColumn("end is upper bound")).containsExactly("false");
            assertThat(ran.markerNames()).containsExactly("trial.001.begin", "trial.001.end");
        }
    }
}
