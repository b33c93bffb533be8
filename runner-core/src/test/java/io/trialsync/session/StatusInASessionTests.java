// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static io.trialsync.session.TestFeed.phone;
import static io.trialsync.session.TestFeed.recording;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.device.StatusComponent.Event;
import io.trialsync.device.StatusComponent.NetworkDevice;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.StatusNews;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.StatusSeen;
import io.trialsync.runner.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusInASessionTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();
    private final TestFeed feed = new TestFeed();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
        device.statusFeed = Optional.of(feed);
        device.recordings = true;
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
        assertThat(feed.open).hasValue(0);
    }

    @Test
    void eachChangeIsJournalledButNotThatStorageFallsWhileRecording() throws Exception {
        LiveSession session = lab.open(device);
        feed.state(phone(97, "OK", 1_000, "OK"), sensor(true), recording("rec-1", "START", ""));
        feed.changed(phone(97, "OK", 1_000, "OK"));
        feed.changed(phone(97, "OK", 999, "OK"));
        feed.changed(phone(96, "OK", 998, "OK"));
        feed.changed(sensor(false));
        feed.changed(new Event("x", 1, Optional.empty()));
        feed.changed(new NetworkDevice("b", Optional.empty(), Optional.empty(), true));
        session.close();

        List<StatusSeen> seen = Lab.journal(session).all(StatusSeen.class).toList();
        // the first and the last are those that the session asks for at its begin and end
        assertThat(seen).hasSize(5);
        assertThat(seen.get(1).values())
                .containsEntry("battery_level", "97")
                .containsEntry("memory", "1000")
                .containsEntry("sensor_gaze_direct", "connected");
        assertThat(seen.get(2).values()).containsEntry("battery_level", "96").containsEntry("memory", "998");
        assertThat(seen.get(3).values()).containsEntry("sensor_gaze_direct", "not connected");
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void aStateThatWasAskedForBeforeTheRecordingBeganSaysNothingOfItsEnd() throws Exception {
        long before = System.nanoTime();
        LiveSession session = lab.open(device);
        feed.state(phone(97, "OK", 1_000, "OK"), recording("rec-1", "START", ""));
        feed.stateAskedFor(before, phone(97, "OK", 1_000, "OK"));
        feed.stateAskedFor(before, phone(97, "OK", 1_000, "OK"), recording("rec-0", "START", ""));
        assertThat(Lab.faults(session)).isEmpty();

        feed.state(phone(97, "OK", 1_000, "OK"));
        session.close();
        assertThat(Lab.faults(session)).anyMatch(fault -> fault.contains("was stopped by somebody else"));
    }

    @Test
    void aLostLinkAndItsReturnAreFaultsWithTheSecondsInBetween() throws Exception {
        LiveSession session = lab.open(device);
        feed.tell(new StatusNews.Lost("Connection reset"));
        feed.tell(new StatusNews.Regained(20_340_000_000L));
        session.close();
        feed.tell(new StatusNews.Lost("the session is over"));

        assertThat(Lab.faults(session))
                .containsExactly(
                        "link: the status of the device is out of reach: Connection reset",
                        "link: the status of the device is in reach again after 20.3 s");
    }

    @Test
    void aLowBatteryAndLowStorageAreSaidOnceForEachLevel() throws Exception {
        LiveSession session = lab.open(device);
        for (int i = 0; i < 3; i++) {
            feed.changed(phone(14, "LOW", 1_500_000_000L, "LOW"));
            feed.changed(phone(15, "OK", 1_500_000_000L, "OK"));
        }
        feed.changed(phone(4, "CRITICAL", 1_500_000_000L, "OK"));
        session.close();

        assertThat(Lab.faults(session))
                .containsExactly(
                        "status: the device's battery is LOW (14 %); connect its charger",
                        "status: the device's storage is LOW (1.5 GB free); upload or delete recordings on it",
                        "status: the device's battery is CRITICAL (4 %); connect its charger");
        assertThat(lab.progress).anyMatch(line -> line.contains("battery is LOW (14 %)"));
    }

    @Test
    void anotherDeviceAtTheAddressIsAFaultAndSaidAtOnce() throws Exception {
        LiveSession session = lab.open(device);
        feed.tell(new StatusNews.OtherDevice("there is another phone now"));

        assertThat(lab.progress).contains("test-f6c3: there is another phone now");
        session.close();
        assertThat(Lab.faults(session)).containsExactly("device: there is another phone now");
    }

    @Test
    void aRecordingThatTheFeedSaysWasStoppedIsSaidOnceAndItsMarkersAreKnownToBeOutside() throws Exception {
        LiveSession session = lab.open(device);
        feed.changed(recording("rec-1", "START", ""));
        Lab.trial(session, "a", trial -> {});
        awaitAnswered(session, 2);
        device.recording = Optional.empty();
        feed.changed(recording("rec-1", "STOP", ""));
        feed.changed(recording("rec-1", "SAVE", ""));
        Lab.trial(session, "b", trial -> {});
        awaitAnswered(session, 4);
        device.recording = Optional.of("theirs");
        feed.changed(recording("theirs", "START", ""));
        Lab.trial(session, "c", trial -> {});
        session.close();

        assertThat(Lab.journal(session).all(RecordingChanged.class).map(r -> r.action() + " " + r.recordingId()))
                .containsExactly("started rec-1", "visible rec-1", "stopped rec-1", "running theirs");
        assertThat(Lab.faults(session))
                .containsExactly(
                        "recording: recording [rec-1] was stopped by somebody else before the session ended (the device"
                                + " says that it no longer runs); markers from now on are not in it",
                        "marker: [trial.002.begin] discarded by the device: no recording was running",
                        "marker: [trial.002.end] discarded by the device: no recording was running",
                        "marker: [trial.003.begin] it went into recording [theirs] and not into [rec-1]",
                        "marker: [trial.003.end] it went into recording [theirs] and not into [rec-1]");
        assertThat(lab.progress).anyMatch(line -> line.contains("was stopped by somebody else"));
        assertThat(device.recordingCalls).containsExactly("start");
        SessionAlignment alignment = SessionAlignment.read(session.folder());
        assertThat(MarkerLedger.of(alignment))
                .extracting(row -> row.state().label())
                .containsExactly(
                        "answered", "answered", "discarded", "discarded", "other recording", "other recording");
        assertThat(MarkerLedger.of(alignment)).allMatch(row -> row.onHost().isPresent());
        assertThat(RunSummary.of(alignment).lines())
                .anyMatch(line -> line.contains("6 markers, 6 answered, 4 NOT IN THE RECORDING"));
    }

    @Test
    void aStoppedRecordingIsFoundByTheRepliesAlone() throws Exception {
        LiveSession session = lab.open(device);
        device.recording = Optional.empty();
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(Lab.faults(session)).hasSize(3);
        assertThat(Lab.faults(session).get(0))
                .contains("was stopped by somebody else")
                .contains("a marker was discarded");
    }

    @Test
    void aRecordingThatIsGoneAfterALossWasStopped() throws Exception {
        LiveSession session = lab.open(device);
        feed.tell(new StatusNews.Lost("gone"));
        feed.tell(new StatusNews.Regained(1_000_000_000L));
        device.recording = Optional.empty();
        feed.state(phone(97, "OK", 1_000, "OK"));
        session.close();

        assertThat(Lab.faults(session))
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith("recording: recording [rec-1] was stopped by somebody else"));
    }

    @Test
    void aStateThatDoesNotYetListTheNewRecordingMeansNothing() throws Exception {
        device.pollsUntilVisible.set(2);
        device.gate = call -> {
            if (call.equals("recording current") && device.recording.isPresent()) {
                feed.state(phone(97, "OK", 1_000, "OK"));
            }
        };
        LiveSession session = lab.open(device);
        device.gate = call -> {};
        session.close();

        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void theSessionsOwnStopIsNobodyElses() throws Exception {
        device.gate = call -> {
            if (call.equals("recording stop")) {
                feed.changed(recording("rec-1", "STOP", ""));
                feed.changed(recording("rec-1", "SAVE", ""));
            }
        };
        LiveSession session = lab.open(device);
        session.close();

        assertThat(Lab.faults(session)).isEmpty();
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .containsExactly("started", "visible", "saved");
    }

    @Test
    void anErrorOfTheRecordingIsJournalledWithItsMessage() throws Exception {
        LiveSession session = lab.open(device);
        feed.changed(recording("rec-1", "ERROR", "Recording Watchdog failure"));
        feed.changed(recording("rec-1", "ERROR", "Recording Watchdog failure"));
        session.close();

        assertThat(Lab.journal(session)
                        .all(RecordingChanged.class)
                        .filter(r -> r.action().equals("error")))
                .singleElement()
                .extracting(RecordingChanged::recordingId, RecordingChanged::message)
                .containsExactly("rec-1", "Recording Watchdog failure");
        assertThat(Lab.faults(session))
                .containsExactly(
                        "recording: the device reports an error of recording [rec-1]: Recording Watchdog failure");
    }

    @Test
    void whereRecordingsAreLeftAloneNoMarkerIsOutsideOne() throws Exception {
        lab.recording = RecordingPolicy.NEVER;
        LiveSession session = lab.open(device);
        feed.changed(recording("theirs", "START", ""));
        feed.changed(recording("theirs", "SAVE", ""));
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(Lab.faults(session)).isEmpty();
        assertThat(Lab.journal(session).all(RecordingChanged.class).map(RecordingChanged::action))
                .containsExactly("running", "stopped");
        assertThat(MarkerLedger.of(SessionAlignment.read(session.folder())))
                .extracting(MarkerRow::state)
                .containsOnly(MarkerRow.State.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "required"})
    void aRunningRecordingIsExpectedWhoeverStartedIt(String policy) throws Exception {
        lab.recording = RecordingPolicy.parse(policy);
        device.recording = policy.equals("auto") ? Optional.of("theirs") : Optional.empty();
        LiveSession session = lab.open(device);
        String id = device.recording.orElseThrow();
        device.recording = Optional.empty();
        feed.changed(recording(id, "DISCARD", ""));
        session.close();

        assertThat(Lab.faults(session)).singleElement().asString().contains("recording [" + id + "] was stopped");
    }

    @Test
    void whatIsOddAboutTheDeviceIsJournalled() throws Exception {
        device.notices = List.of("the phone is used at 10.0.0.5 but says that its address is 192.168.1.21");
        LiveSession session = lab.open(device);
        session.close();

        assertThat(Lab.faults(session)).containsExactly("link: " + device.notices.get(0));
    }

    /** Wait until the replies have been looked at, too. */
    private void awaitAnswered(LiveSession session, int count) throws InterruptedException {
        MarkerSender sender = session.links.all().get(0).sender().orElseThrow();
        Lab.await(count + " markers are answered", () -> device.sent.size() >= count && sender.unfinished() == 0);
    }

    private static Sensor sensor(boolean connected) {
        return new Sensor(
                "gaze",
                "DIRECT",
                connected,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
