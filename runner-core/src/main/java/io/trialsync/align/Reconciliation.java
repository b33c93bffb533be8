// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.align.ReconciledMarker.Outcome;
import io.trialsync.clock.ClockModel;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.JournalRecord.ClockOf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The markers of a session compared with the events of a recording. Immutable.
 *
 * @param session the session
 * @param device the key of the device whose recording it is
 * @param recording the recording
 * @param recordingIds which recordings were compared; empty if the files do not say which they are of
 * @param markers each marker of the session, in order
 * @param extra events of these recordings that are no marker of the session
 * @param otherRecordings how many events are of other recordings and were not looked at
 * @param journalLosses why the journal may not hold all markers of the session; empty if it is whole
 * @param warnings what else may make the comparison worth less, a line each for people
 */
public record Reconciliation(
        SessionAlignment session,
        String device,
        RecordingEvents recording,
        Set<String> recordingIds,
        List<ReconciledMarker> markers,
        List<RecordingEvent> extra,
        int otherRecordings,
        List<String> journalLosses,
        List<String> warnings) {

    private static final Pattern OF_A_TRIAL = Pattern.compile("trial\\.\\d{3,}\\.");

    private static final int FEWEST_SHIFTED = 3;

    private static final long LARGEST_SPREAD_NANOS = 1_000_000_000L;

    /** Copies what it is given. */
    public Reconciliation {
        recordingIds = Set.copyOf(recordingIds);
        markers = List.copyOf(markers);
        extra = List.copyOf(extra);
        journalLosses = List.copyOf(journalLosses);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compare.
     *
     * @param session the session
     * @param device one of its devices, which takes markers
     * @param recording a recording of that device
     * @return what was found
     * @throws AlignmentException if the recording says that it is none into which the session's markers went
     */
    public static Reconciliation of(SessionAlignment session, AlignedDevice device, RecordingEvents recording) {
        MarkerRecordings recordings = MarkerRecordings.of(session.journal(), device.key());
        Set<String> ids = new LinkedHashSet<>(recording.recordingIds());
        if (!ids.isEmpty()) {
            ids.retainAll(recordings.ids());
            requireSome(session, recording, recordings, ids);
        }
        List<RecordingEvent> events = recording.events().stream()
                .filter(event ->
                        ids.isEmpty() || event.recordingId().map(ids::contains).orElse(true))
                .toList();
        Optional<ClockModel> wall =
                device instanceof AlignedDevice.Fitted fitted ? Optional.of(fitted.wall()) : Optional.empty();
        List<ExpectedEvent> expected = MarkerLedger.of(session).stream()
                .filter(row -> row.device().equals(device.key()))
                .map(row -> ExpectedEvent.of(row, wall, resolutionOf(device)))
                .toList();
        EventMatching matching = EventMatching.of(expected, events);
        List<ReconciledMarker> markers = new ArrayList<>();
        expected.forEach(one -> markers.add(marker(one, matching.of(one), recordings.isElsewhere(one.row(), ids))));
        return new Reconciliation(
                session,
                device.key(),
                recording,
                ids,
                markers,
                matching.rest(),
                recording.events().size() - events.size(),
                SessionLosses.ofJournal(session.journal()),
                Stream.concat(otherDevice(device, recording).stream(), matching.notes().stream())
                        .toList());
    }

    private static Optional<String> otherDevice(AlignedDevice device, RecordingEvents recording) {
        String id = device.description().id();
        return recording
                .deviceId()
                .filter(other -> !other.equals(id) && !id.equals(JournalledDevices.UNKNOWN))
                .map(other -> "info.json says that the recording is of device [" + Cells.shown(other) + "], but "
                        + device.key() + " of the session is [" + Cells.shown(id) + "]");
    }

    private static void requireSome(
            SessionAlignment session, RecordingEvents recording, MarkerRecordings recordings, Set<String> ids) {
        if (ids.isEmpty()) {
            throw AlignmentException.of(
                    recording.source(),
                    "is of recording " + Cells.shown(List.copyOf(recording.recordingIds())) + ", but the markers of "
                            + session.folder().toAbsolutePath().normalize().getFileName() + " went into "
                            + (recordings.ids().isEmpty() ? "none" : Cells.shown(List.copyOf(recordings.ids()))));
        }
    }

    private static long resolutionOf(AlignedDevice device) {
        return device.description().clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .mapToLong(ClockOf::resolutionNanos)
                .findFirst()
                .orElse(0);
    }

    private static ReconciledMarker marker(ExpectedEvent expected, List<RecordingEvent> found, boolean elsewhere) {
        Outcome outcome = found.isEmpty()
                ? elsewhere ? Outcome.ELSEWHERE : Outcome.MISSING
                : expected.allows(found.get(0)) ? Outcome.FOUND : Outcome.MOVED;
        return new ReconciledMarker(
                expected.row(), outcome, found, expected.deviceNanos(), reason(expected.row(), outcome, found.size()));
    }

    private static Optional<String> reason(MarkerRow row, Outcome outcome, int copies) {
        return switch (outcome) {
            case FOUND ->
                copies < 2
                        ? Optional.empty()
                        : Optional.of(
                                row.perhapsTwice()
                                        ? copies + " times, since it was sent again after an answer was lost"
                                        : copies + " times, though it was sent once");
            case MOVED -> Optional.of("at another time than the journal has");
            case ELSEWHERE ->
                Optional.of(row.recordingId()
                        .map(id -> "it went into recording " + id)
                        .orElse("it belongs into another recording"));
            case MISSING ->
                Optional.of(
                        switch (row.state()) {
                            case ANSWERED ->
                                row.recordingId().isPresent()
                                        ? "the device answered that it is in the recording"
                                        : "no recording was running";
                            case DISCARDED -> "the device discarded it, since no recording was running";
                            case OTHER_RECORDING ->
                                "it went into recording " + row.recordingId().orElse("?");
                            case UNANSWERED -> "the device did not answer";
                            case UNSENT -> "it was not sent";
                        });
        };
    }

    /**
     * {@return how many markers have an outcome}
     *
     * @param outcome the outcome
     */
    public long count(Outcome outcome) {
        return markers.stream().filter(marker -> marker.outcome() == outcome).count();
    }

    /** {@return how many markers are in the recording more than once} */
    public long repeated() {
        return markers.stream().filter(ReconciledMarker::repeated).count();
    }

    /** {@return whether no marker of the journal that belongs into these recordings is missing or at another time} */
    public boolean complete() {
        return count(Outcome.MISSING) == 0 && count(Outcome.MOVED) == 0;
    }

    /** {@return whether the journal is whole, so that all markers of the session are known} */
    public boolean journalWhole() {
        return journalLosses.isEmpty();
    }

    /**
     * {@return whether an extra event has a name such as the session gives to its markers, so that the journal should have it}
     *
     * @param event one of {@link #extra()}
     */
    public static boolean isNotInJournal(RecordingEvent event) {
        return OF_A_TRIAL.matcher(event.name()).lookingAt();
    }

    /** {@return how many extra events are named like markers of the session} */
    public long notInJournal() {
        return extra.stream().filter(Reconciliation::isNotInJournal).count();
    }

    /**
     * By how much all markers that are there are off, if that is nearly the same for all: at least three, none of them at its time, and
     * less than a second between the largest and the smallest difference.
     *
     * @return the middle of the differences in nanoseconds, positive if the events are late; empty if there is no such
     */
    public OptionalLong commonShiftNanos() {
        long[] shifts = markers.stream()
                .filter(marker -> marker.outcome() == Outcome.MOVED)
                .flatMapToLong(marker -> marker.differenceNanos().stream())
                .sorted()
                .toArray();
        if (count(Outcome.FOUND) > 0 || shifts.length < FEWEST_SHIFTED) {
            return OptionalLong.empty();
        }
        long least = shifts[0];
        long most = shifts[shifts.length - 1];
        boolean same = Long.signum(least) == Long.signum(most) && most - least < LARGEST_SPREAD_NANOS;
        return same ? OptionalLong.of(least + (most - least) / 2) : OptionalLong.empty();
    }
}
