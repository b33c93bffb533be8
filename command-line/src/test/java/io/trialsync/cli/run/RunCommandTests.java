// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.RunControlled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync run}, by the real program in a virtual machine of its own. */
class RunCommandTests {

    @TempDir
    Path folder;

    private static Journal journal(StartedProgram program) throws Exception {
        return Journal.read(program.session().orElseThrow().resolve(Journal.FILE_NAME));
    }

    @Test
    void runsAllTrialsWithALineForEachAndSaysWhereTheResultsAre() throws Exception {
        try (StartedProgram program = StartedProgram.run(
                folder,
                Fixtures.Steady.class,
                "--participant",
                "P07",
                "--session",
                "02",
                "--run",
                "4",
                "--seed",
                "12",
                "--criterion",
                "50ms",
                "--recording",
                "never",
                "--device",
                "simulated:invisible?seed=3")) {
            assertThat(program.awaitExit()).as(program.err()).isZero();
            assertThat(program.out())
                    .contains("looking at 1", "TrialSync: trial 1 of 3 completed: repetition 1 of 3", "the last one)")
                    .contains(
                            "3 trials: 3 completed",
                            "results in " + program.session().orElseThrow());
            assertThat(program.err()).isEmpty();
            SessionStart start =
                    journal(program).all(SessionStart.class).findFirst().orElseThrow();
            assertThat(start.participant()).isEqualTo("P07");
            assertThat(start.session()).isEqualTo("02");
            assertThat(start.run()).isEqualTo(4);
            assertThat(start.configuration())
                    .containsEntry("trialsync.seed", "12")
                    .containsEntry("trialsync.device", "simulated:invisible?seed=3")
                    .containsEntry("trialsync.recording", "never")
                    .containsEntry("trialsync.criterion", "50ms")
                    .containsEntry("trialsync.sync.max-pause", "10ms");
        }
    }

    @Test
    void trialsThatFailOrAreAbortedAreNamedAndAreNoFailureOfTheRun() throws Exception {
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Uneven.class)) {
            assertThat(program.awaitExit()).as(program.err()).isZero();
            assertThat(program.out())
                    .contains("AssertionError: [the amplifier's channel] Expecting actual: 2 not to be equal to: 2")
                    .contains("(Fixtures.java:", "TrialSync: not completed: trial 2 error: repetition 2 of 3: ")
                    .containsPattern(
                            "not completed: trial 3 aborted: repetition 3 of 3: .*the participant looked away");
        }
    }

    @Test
    void aTrialThatCouldNotBeginIsAFailureOfTheRun() throws Exception {
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Unbegun.class)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.err()).isEqualToIgnoringNewLines("trialsync: 1 trial failed before it could begin");
            assertThat(program.out())
                    .contains("repetition 1 of 2: IllegalStateException: no amplifier (Fixtures.java:");
        }
    }

    @Test
    void withJsonTheStandardOutputIsForPrograms() throws Exception {
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Uneven.class, "--json")) {
            assertThat(program.awaitExit()).as(program.err()).isZero();
            assertThat(program.err()).contains("TrialSync: trial 1 completed", "results in ");
            JsonNode result = JsonMapper.shared().readTree(program.out());
            assertThat(result.path("format").asString()).isEqualTo("trialsync-run/1");
            assertThat(result.path("exit_code").asInt()).isZero();
            assertThat(result.path("reason").asString()).isEqualTo("done");
            JsonNode session = result.path("sessions").path(0);
            assertThat(session.path("folder").asString())
                    .isEqualTo(program.session().orElseThrow().toString());
            assertThat(session.path("trials").path("completed").asInt()).isEqualTo(1);
            assertThat(session.path("not_completed").size()).isEqualTo(2);
            assertThat(session.path("not_completed").path(0).path("completion").asString())
                    .isEqualTo("error");
        }
    }

    @Test
    void pausesBeforeTheNextTrialAndGoesOn() throws Exception {
        Path gate = folder.resolve("gate");
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + gate)) {
            program.awaitOut("looking at 2");
            program.type("p");
            program.awaitOut("the next trial waits; p + Enter goes on");
            Files.createFile(gate);
            program.awaitOut("paused before the next trial");
            program.type("x");
            program.awaitOut("[x] means nothing here");
            assertThat(program.out()).doesNotContain("looking at 3");
            program.type("p");
            assertThat(program.awaitExit()).as(program.err()).isZero();
            assertThat(program.out()).contains("going on", "looking at 3");
            assertThat(journal(program).all(RunControlled.class).map(RunControlled::action))
                    .containsExactly("paused", "resumed");
        }
    }

    @Test
    void endsAfterTheTrialThatIsRunningAndSaysThatNotAllRan() throws Exception {
        Path gate = folder.resolve("gate");
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + gate, "--json")) {
            program.awaitErr("looking at 2");
            program.type("q");
            program.awaitErr("no further trial begins");
            Files.createFile(gate);
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.err())
                    .contains("trialsync: not all trials have begun: the experimenter ended the run", "results in ");
            assertThat(JsonMapper.shared()
                            .readTree(program.out())
                            .path("reason")
                            .asString())
                    .isEqualTo("stopped");
            assertThat(journal(program).all(TrialBegin.class)).hasSize(2);
            assertThat(journal(program).all(SessionEnd.class)).hasSize(1);
            assertThat(program.session().orElseThrow().resolve("trials.csv")).isNotEmptyFile();
        }
    }

    @Test
    void aKilledExperimentLeavesAJournalAndSaysHowItIsAligned() throws Exception {
        Path never = folder.resolve("never");
        try (StartedProgram program =
                StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + never, "--device-loss", "fail-trial")) {
            program.awaitOut("looking at 2");
            program.experimentProcess().destroyForcibly();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.err())
                    .startsWith("trialsync: the experiment's Java process was killed or ended by itself")
                    .contains("this makes its tables: trialsync align "
                            + program.session().orElseThrow())
                    .hasLineCount(1);
            SessionStart start =
                    journal(program).all(SessionStart.class).findFirst().orElseThrow();
            assertThat(start.configuration()).containsEntry("trialsync.device-loss", "fail-trial");
        }
    }

    @Test
    void anExperimentThatEndsItsVirtualMachineIsAKilledOne() throws Exception {
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Exits.class)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.err())
                    .contains("(exit code 9)", "trialsync align ")
                    .hasLineCount(1);
        }
    }

    /** Ctrl+C tells both virtual machines to end. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEndOfTheExperimentsVirtualMachineEndsTheSessionInOrder() throws Exception {
        try (StartedProgram program =
                StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + folder.resolve("never"))) {
            program.awaitOut("looking at 2");
            program.experimentProcess().destroy();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.out()).contains("STOPPED before all trials were run", "results in ");
            assertThat(program.err())
                    .isEqualToIgnoringNewLines("trialsync: not all trials have begun: the run was interrupted");
            assertThat(journal(program).all(SessionEnd.class)).hasSize(1);
            assertThat(program.session().orElseThrow().resolve("trials.csv")).isNotEmptyFile();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEndOfTheProgramEndsTheSessionInOrder() throws Exception {
        try (StartedProgram program =
                StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + folder.resolve("never"))) {
            program.awaitOut("looking at 2");
            ProcessHandle experiment = program.experimentProcess();
            program.askToEnd();
            assertThat(program.awaitExit()).isNotZero();
            assertThat(experiment.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(program.out()).contains("STOPPED before all trials were run", "results in ");
            assertThat(program.err()).contains("not all trials have begun");
            assertThat(journal(program).all(SessionEnd.class)).hasSize(1);
            assertThat(journal(program).all(TrialBegin.class)).hasSize(2);
        }
    }

    @Test
    void aKilledProgramLeavesNoOrphanButASessionThatHasEnded() throws Exception {
        try (StartedProgram program =
                StartedProgram.run(folder, Fixtures.Steady.class, "-Dgate=" + folder.resolve("never"))) {
            program.awaitOut("looking at 2");
            ProcessHandle experiment = program.experimentProcess();
            program.kill();
            assertThat(experiment.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(journal(program).all(SessionEnd.class)).hasSize(1);
        }
    }
}
