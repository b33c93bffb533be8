// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFolderTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void theFolderNamesParticipantSessionTaskAndRunAndSaysSimulated() throws Exception {
        LiveSession first = lab.open(device);
        first.close();
        LiveSession second = lab.open(device);
        second.close();

        assertThat(directory.relativize(first.folder()))
                .isEqualTo(Path.of("sub-sim", "ses-01", "sub-sim_ses-01_task-search_run-01_SIMULATED"));
        assertThat(second.folder().getFileName()).hasToString("sub-sim_ses-01_task-search_run-02_SIMULATED");
        assertThat(second.run()).isEqualTo(2);
        assertThat(first.simulated()).isTrue();
        assertThat(first.devices()).containsExactly("test-f6c3");
    }

    @Test
    void aRealDeviceNeedsAParticipantAndItsFolderDoesNotSaySimulated() throws Exception {
        TestDevice real = new TestDevice("77", false, System::nanoTime);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.open(real))
                .withMessageContaining("trialsync.participant");
        assertThat(directory).isEmptyDirectory();

        lab.participant = Optional.of("P07");
        LiveSession session = lab.open(real);
        session.close();
        assertThat(session.folder().getFileName()).hasToString("sub-P07_ses-01_task-search_run-01");
    }

    private LiveSession runOf(TestDevice real, String... trials) throws Exception {
        LiveSession session = lab.open(real);
        for (String trial : trials) {
            Lab.trial(session, trial, body -> {});
        }
        session.close();
        return session;
    }

    @Test
    void whatAParticipantHasDoneOnARealDeviceIsRefusedWithTheWaysOn() throws Exception {
        TestDevice real = new TestDevice("77", false, System::nanoTime);
        lab.participant = Optional.of("P07");
        runOf(real);
        // an earlier try without a completed trial is no data
        LiveSession done = runOf(real, "a", "b");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.open(real))
                .withMessage("trialsync.participant: [P07] has done task search in session 01 before: " + done.folder()
                        + " holds 2 completed trials; for another visit set trialsync.session, and to run it again here"
                        + " set trialsync.run=03 or trialsync.repeat=true");
        assertThat(done.folder().resolveSibling("sub-P07_ses-01_task-search_run-03"))
                .doesNotExist();

        lab.run = new RunChoice(OptionalInt.empty(), true);
        assertThat(runOf(real, "a").run()).isEqualTo(3);
        lab.run = new RunChoice(OptionalInt.of(7), false);
        assertThat(runOf(real, "a").folder().getFileName()).hasToString("sub-P07_ses-01_task-search_run-07");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.open(real))
                .withMessageContaining("trialsync.run: [7] is taken by ")
                .withMessageContaining("the next free one is 08");
    }

    @Test
    void aSimulatedSessionMayBeRepeatedAndIsNoDataOfItsParticipant() throws Exception {
        lab.participant = Optional.of("P07");
        runOf(device, "a");
        runOf(device, "a");

        LiveSession real = runOf(new TestDevice("77", false, System::nanoTime), "a");
        assertThat(real.folder().getFileName()).hasToString("sub-P07_ses-01_task-search_run-03");
    }

    @Test
    void labelsOfOtherThanLettersAndDigitsAreRefusedBeforeAnythingIsWritten() {
        for (String label : List.of("P 7", "P_7", "Ä", "", "x".repeat(65), "../x")) {
            lab.participant = Optional.of(label);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> lab.open(device))
                    .withMessageContaining("participant label [" + label + "] is not allowed");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSessionWithoutDevicesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lab.open()).withMessageContaining("at least one device");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheSettingToChange() throws Exception {
        Lab blocked = new Lab(Files.createFile(directory.resolve("sessions")));

        assertThatIOException()
                .isThrownBy(() -> blocked.open(device))
                .withMessageContaining(
                        "the folder of sessions [" + directory.resolve("sessions") + "] cannot be written")
                .withMessageContaining("trialsync.directory");
    }
}
