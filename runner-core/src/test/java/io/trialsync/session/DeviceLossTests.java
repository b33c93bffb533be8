// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusNews;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of trials and of the run while a device is out of reach. */
class DeviceLossTests {

    private static final String AWAY = "device test-f6c3 was out of reach during the trial";

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();
    private final TestFeed feed = new TestFeed();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
        device.statusFeed = Optional.of(feed);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    private void lose() {
        feed.tell(new StatusNews.Lost("Connection reset"));
    }

    private void giveBack() {
        feed.tell(new StatusNews.Regained(1_000_000_000L));
    }

    private static Optional<String> trial(LiveSession session, String id, Completion completion, Runnable body) {
        TrialBracket bracket = session.newTrial(Lab.info(id));
        bracket.arm();
        bracket.stampBegin();
        body.run();
        bracket.stampEnd();
        Optional<String> message =
                completion == Completion.COMPLETED ? Optional.empty() : Optional.of("said by the body");
        return bracket.finish(completion, message);
    }

    private static Optional<String> trial(LiveSession session, String id, Runnable body) {
        return trial(session, id, Completion.COMPLETED, body);
    }

    private static List<TrialEnd> ends(LiveSession session) throws Exception {
        return Lab.journal(session).all(TrialEnd.class).toList();
    }

    @Test
    void aTrialFailsIfADeviceWasAwayAtAnyTimeOfItAndOnlyThen() throws Exception {
        lab.deviceLoss = DeviceLossPolicy.FAIL_TRIAL;
        LiveSession session = lab.open(device);

        assertThat(trial(session, "before", () -> {})).isEmpty();
        assertThat(trial(session, "lost in it", this::lose)).contains(AWAY);
        assertThat(trial(session, "all of it", () -> {})).contains(AWAY);
        assertThat(trial(session, "back in it", this::giveBack)).contains(AWAY);
        assertThat(trial(session, "after", () -> {})).isEmpty();
        lose();
        giveBack();
        assertThat(trial(session, "long after", () -> {})).isEmpty();
        session.close();

        assertThat(ends(session))
                .extracting(TrialEnd::completion)
                .containsExactly("completed", "error", "error", "error", "completed", "completed");
        assertThat(ends(session).get(1).message()).isEqualTo(AWAY);
        assertThat(lab.control.stopped()).isEmpty();
        assertThat(lab.progress)
                .contains("test-f6c3: the status of the device is out of reach: Connection reset")
                .contains("test-f6c3: the status of the device is in reach again after 1.0 s");
    }

    @Test
    void aTrialThatEndedBeforeTheLossPasses() throws Exception {
        lab.deviceLoss = DeviceLossPolicy.FAIL_TRIAL;
        LiveSession session = lab.open(device);
        TrialBracket bracket = session.newTrial(Lab.info("a"));
        bracket.arm();
        bracket.stampBegin();
        bracket.stampEnd();
        lose();

        assertThat(bracket.finish(Completion.COMPLETED, Optional.empty())).isEmpty();
        session.close();
    }

    @Test
    void aTrialThatFailedByItselfKeepsItsCompletionAndIsToldOfTheDeviceInItsMessage() throws Exception {
        lab.deviceLoss = DeviceLossPolicy.FAIL_TRIAL;
        LiveSession session = lab.open(device);
        assertThat(trial(session, "a", Completion.ABORTED, this::lose)).isEmpty();
        session.close();

        assertThat(ends(session).get(0).completion()).isEqualTo("aborted");
        assertThat(ends(session).get(0).message()).isEqualTo("said by the body; " + AWAY);
    }

    @Test
    void byDefaultItIsSaidAndJournalledAndTheTrialsGoOn() throws Exception {
        LiveSession session = lab.open(device);
        assertThat(trial(session, "a", this::lose)).isEmpty();
        session.close();

        assertThat(ends(session)).extracting(TrialEnd::completion).containsExactly("completed");
        assertThat(lab.control.stopped()).isEmpty();
        assertThat(Lab.faults(session)).contains("link: the status of the device is out of reach: Connection reset");
        assertThat(lab.progress).anyMatch(line -> line.contains("out of reach"));
    }

    @Test
    void theRestIsAbortedWithTheDeviceNamedIfThatIsThePolicy() throws Exception {
        lab.deviceLoss = DeviceLossPolicy.ABORT_REST;
        LiveSession session = lab.open(device);
        assertThat(trial(session, "a", () -> feed.tell(new StatusNews.OtherDevice("another phone answers"))))
                .contains(AWAY);
        session.close();

        assertThat(lab.control.stopped()).contains("device test-f6c3 was lost: another phone answers");
    }

    @Test
    void aDeviceThatTellsNoStateIsAwayAfterThreeExchangesInARowHaveFailed() throws Exception {
        device.statusFeed = Optional.empty();
        lab.deviceLoss = DeviceLossPolicy.FAIL_TRIAL;
        AtomicBoolean unplugged = new AtomicBoolean();
        device.gate = call -> {
            if (unplugged.get()) {
                throw new DeviceException("unplugged");
            }
        };
        LiveSession session = lab.open(device);
        Optional<String> problem = trial(session, "a", () -> {
            unplugged.set(true);
            awaitSaid("3 exchanges in a row have failed");
            unplugged.set(false);
        });
        session.close();

        assertThat(problem).contains(AWAY);
        assertThat(Lab.faults(session)).contains("link: the device is out of reach: 3 exchanges in a row have failed");
    }

    private void awaitSaid(String text) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (lab.progress.stream().noneMatch(line -> line.contains(text))) {
            assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
