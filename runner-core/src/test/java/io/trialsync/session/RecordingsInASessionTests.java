// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session does about the recording of a device that can record. */
class RecordingsInASessionTests {

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
    void aRecordingIsStartedAwaitedAndSaved() throws Exception {
        device.recordings = true;
        device.pollsUntilVisible.set(3);
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(device.recordingCalls).containsExactly("start", "save");
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .containsExactly("started", "visible", "saved");
        assertThat(MarkerLedger.of(SessionAlignment.read(session.folder())))
                .allMatch(row -> row.recordingId().orElse("").equals("rec-1"));
    }

    @Test
    void aRecordingThatRunsAlreadyIsLeftAlone() throws Exception {
        device.recordings = true;
        device.recording = Optional.of("theirs");
        lab.open(device).close();

        assertThat(device.recordingCalls).isEmpty();
    }

    @Test
    void neverMeansNever() throws Exception {
        device.recordings = true;
        lab.recording = RecordingPolicy.NEVER;
        lab.open(device).close();

        assertThat(device.recordingCalls).isEmpty();
    }

    @Test
    void aDeviceThatRefusesToRecordIsAFaultUnlessItIsRequired() throws Exception {
        device.recordings = true;
        device.gate = call -> {
            if (call.equals("recording start")) {
                throw new DeviceException("refused: Low battery");
            }
        };
        LiveSession session = lab.open(device);
        session.close();
        assertThat(Lab.faults(session)).containsExactly("recording: refused: Low battery");

        lab.recording = RecordingPolicy.REQUIRED;
        assertThatIOException().isThrownBy(() -> lab.open(device)).withMessage("refused: Low battery");
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void aRequiredRecordingNeedsADeviceThatCanRecord() throws Exception {
        lab.recording = RecordingPolicy.REQUIRED;

        assertThatIOException().isThrownBy(() -> lab.open(device)).withMessageContaining("trialsync.recording");
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void aRecordingThatIsNeverListedIsAFaultAndIsStoppedAllTheSame() throws Exception {
        device.recordings = true;
        device.pollsUntilVisible.set(Integer.MAX_VALUE);
        long origin = System.nanoTime();
        lab.clock = new HostClock(() -> origin + 20 * (System.nanoTime() - origin), Clock.systemUTC());
        LiveSession session = lab.open(device);
        session.close();

        assertThat(Lab.faults(session))
                .anyMatch(fault -> fault.contains("agreed to record as [rec-1] but does not list that recording"));
        assertThat(device.recordingCalls).containsExactly("start", "save");
    }

    @Test
    void aRecordingWhoseStopWasNotAnsweredIsLookedForAndStoppedOnceMore() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        stopsFail(() -> device.gate = later -> {});
        session.close();

        assertThat(device.recordingCalls).containsExactly("start", "save", "save");
        assertThat(device.recording).isEmpty();
        assertThat(Lab.faults(session))
                .containsExactly(
                        "recording: recording [rec-1] was stopped at the second attempt; at the first: no answer");
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .endsWith("saved");
    }

    @Test
    void aRecordingThatStoppedWithoutAnAnswerIsNotStoppedTwice() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        stopsFail(() -> device.recording = Optional.empty());
        session.close();

        assertThat(device.recordingCalls).containsExactly("start", "save");
        assertThat(Lab.faults(session))
                .containsExactly(
                        "recording: recording [rec-1] has stopped, though the device did not confirm it: no answer");
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .endsWith("stopped");
    }

    @Test
    void aRecordingThatCannotBeStoppedMayStillRun() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        stopsFail(() -> {});
        session.close();

        assertThat(Lab.faults(session))
                .containsExactly("recording: recording [rec-1] could not be stopped and may still run; look at the"
                        + " device: no answer");
        assertThat(device.recordingCalls).containsExactly("start", "save", "save");
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .doesNotContain("saved", "stopped");
    }

    @Test
    void aRecordingThatWasNeverListedIsStoppedOnceMore() throws Exception {
        device.recordings = true;
        device.pollsUntilVisible.set(Integer.MAX_VALUE);
        long origin = System.nanoTime();
        lab.clock = new HostClock(() -> origin + 20 * (System.nanoTime() - origin), Clock.systemUTC());
        LiveSession session = lab.open(device);
        stopsFail(() -> device.gate = later -> {});
        session.close();

        assertThat(device.recordingCalls).containsExactly("start", "save", "save");
    }

    @Test
    void aRecordingThatSomebodyElseStoppedIsAFaultAndNobodyElsesIsTouched() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        device.recording = Optional.of("theirs");
        session.close();

        assertThat(device.recordingCalls).containsExactly("start");
        assertThat(Lab.faults(session))
                .containsExactly("recording: recording [rec-1] was stopped by somebody else before the session ended;"
                        + " [theirs] is running now and left alone");
    }

    /** From now on a stop is not answered; what the device does then is given. */
    private void stopsFail(Runnable afterwards) {
        device.gate = call -> {
            if (call.equals("recording stop")) {
                afterwards.run();
                throw new DeviceException("no answer");
            }
        };
    }
}
