// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.ReconciledMarker.Outcome;
import io.trialsync.align.Reconciliation;
import io.trialsync.align.RecordingEvents;
import io.trialsync.align.SessionAlignment;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.StatusSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one phone has of a session, and the session of it.
 *
 * @param key the phone's key
 * @param fitted whether its clock has a model
 * @param answered how many markers it has answered
 * @param found how many markers are in its list of events, at their times
 * @param surplus how many events are in that list that are no marker, or one for the second time though it was sent once
 * @param states how often it told its state
 * @param arrivals how many seconds of its gaze are in the journal
 * @param gaze its table of gaze
 * @param imu its table of the IMU
 * @param streamFault what was wrong with its streams, if anything
 * @param fault its first other fault
 */
record PhoneFigures(
        String key,
        boolean fitted,
        long answered,
        long found,
        long surplus,
        long states,
        long arrivals,
        StreamRows gaze,
        StreamRows imu,
        Optional<String> streamFault,
        Optional<String> fault) {

    private static final String GAZE = "gaze";

    /** How far apart samples are on the phone's sensor clock: 200 and 110 in a second. */
    private static final long GAZE_PERIOD_NANOS = 5_000_000L;

    private static final long IMU_PERIOD_NANOS = 9_090_909L;

    static PhoneFigures of(SessionAlignment session, AlignedDevice device, Path events) throws IOException {
        Journal journal = session.journal();
        String key = device.key();
        Reconciliation reconciled = Reconciliation.of(session, device, RecordingEvents.read(events));
        long surplus = reconciled.extra().stream()
                        .filter(event -> !event.isBookkeeping())
                        .count()
                + reconciled.markers().stream()
                        .filter(marker -> marker.repeated() && !marker.row().perhapsTwice())
                        .count();
        Path streams = session.folder().resolve("streams");
        return new PhoneFigures(
                key,
                device instanceof AlignedDevice.Fitted,
                MarkerLedger.of(session).stream()
                        .filter(row -> row.device().equals(key) && row.state() == MarkerRow.State.ANSWERED)
                        .count(),
                reconciled.count(Outcome.FOUND),
                surplus,
                journal.all(StatusSeen.class)
                        .filter(status -> status.device().equals(key))
                        .count(),
                journal.all(Arrived.class)
                        .filter(arrival ->
                                arrival.device().equals(key) && arrival.stream().equals(GAZE))
                        .count(),
                StreamRows.read(streams.resolve(key + "-gaze.csv"), GAZE_PERIOD_NANOS),
                StreamRows.read(streams.resolve(key + "-imu.csv"), IMU_PERIOD_NANOS),
                fault(journal, key, true),
                fault(journal, key, false));
    }

    private static Optional<String> fault(Journal journal, String key, boolean ofStream) {
        return journal.all(Fault.class)
                .filter(fault -> key.equals(fault.device()) && fault.what().equals("stream") == ofStream)
                .map(Fault::message)
                .findFirst();
    }

    /** {@return how many samples are missing from the tables} */
    long lostSamples() {
        return gaze.lost() + imu.lost();
    }

    /** {@return what is not there, a line each} */
    List<String> missing(int markers) {
        List<String> missing = new ArrayList<>();
        String because = fault.map(message -> "; first fault: " + message).orElse("");
        if (answered != markers || found != markers || surplus != 0) {
            missing.add(key + ": of " + markers + " markers " + answered + " were answered, " + found
                    + " are in its list of events, with " + surplus + " others" + because);
        }
        if (!fitted) {
            missing.add(key + ": its clock has no model" + because);
        }
        if (states == 0) {
            missing.add(key + ": the journal has no status of it" + because);
        }
        if (arrivals == 0 || gaze.rows() == 0 || imu.rows() == 0) {
            missing.add(key + ": the journal has " + arrivals + " arrivals of gaze, the tables " + gaze.rows()
                    + " rows of gaze and " + imu.rows() + " of IMU"
                    + streamFault.map(text -> "; " + text).orElse(""));
        }
        if (lostSamples() > 0 && streamFault.isEmpty()) {
            missing.add(key + ": " + lostSamples() + " samples of its streams are missing, and no fault says so");
        }
        return missing;
    }
}
