// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.HostTime;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Brings together what a journal says of each marker and device. */
public final class MarkerLedger {

    private MarkerLedger() {}

    /**
     * {@return one row for each marker and device that takes markers, in order of the markers}
     *
     * @param session the session
     */
    public static List<MarkerRow> of(SessionAlignment session) {
        List<MarkerRow> rows = new ArrayList<>();
        session.devices().values().stream()
                .filter(device -> device.description().markers())
                .forEach(device -> rows.addAll(rowsOf(session.journal(), device)));
        rows.sort(Comparator.comparingInt(row -> row.marker().marker()));
        return rows;
    }

    /**
     * {@return the numbers of the markers that were sent or answered and whose own line is lost; they have no row}
     *
     * @param journal the journal
     */
    public static Set<Integer> withoutOwnLine(Journal journal) {
        Set<Integer> lost = new TreeSet<>();
        journal.all(MarkerSent.class).map(MarkerSent::marker).forEach(lost::add);
        journal.all(MarkerAnswered.class).map(MarkerAnswered::marker).forEach(lost::add);
        journal.all(MarkerStamped.class).map(MarkerStamped::marker).forEach(lost::remove);
        return lost;
    }

    private static List<MarkerRow> rowsOf(Journal journal, AlignedDevice device) {
        Map<Integer, MarkerDelivery> deliveries = MarkerDelivery.allOf(journal, device.key());
        Map<Integer, MarkerSent> sent = new HashMap<>();
        deliveries.forEach((marker, delivery) -> sent.put(marker, delivery.last()));
        Map<Integer, MarkerAnswered> answers = new HashMap<>();
        journal.all(MarkerAnswered.class)
                .filter(record -> record.device().equals(device.key()))
                .forEach(record -> answers.put(record.marker(), record));
        RecordingLedger recordings = RecordingLedger.of(journal, device.description());
        return journal.all(MarkerStamped.class)
                .map(marker -> row(
                        marker,
                        device.key(),
                        Optional.ofNullable(deliveries.get(marker.marker())),
                        Optional.ofNullable(answers.get(marker.marker())),
                        recordings,
                        onHost(device, marker, sent, answers)))
                .toList();
    }

    private static MarkerRow row(
            MarkerStamped marker,
            String device,
            Optional<MarkerDelivery> delivery,
            Optional<MarkerAnswered> answer,
            RecordingLedger recordings,
            Optional<HostTime> onHost) {
        MarkerRow.State state = answer.map(recordings::stateOf)
                .orElse(
                        delivery.filter(MarkerDelivery::mayHaveArrived).isPresent()
                                ? MarkerRow.State.UNANSWERED
                                : MarkerRow.State.UNSENT);
        return new MarkerRow(
                marker,
                device,
                state,
                delivery,
                delivery.map(tried -> isExplicit(tried.last(), answer) ? "explicit" : "arrival"),
                answer.map(a -> OptionalLong.of(a.deviceNanos())).orElse(OptionalLong.empty()),
                onHost,
                answer.map(MarkerAnswered::recordingId));
    }

    private static Optional<HostTime> onHost(
            AlignedDevice device,
            MarkerStamped marker,
            Map<Integer, MarkerSent> sent,
            Map<Integer, MarkerAnswered> answers) {
        MarkerAnswered answer = answers.get(marker.marker());
        if (answer == null || !(device instanceof AlignedDevice.Fitted fitted)) {
            return Optional.empty();
        }
        MarkerSent last = sent.get(marker.marker());
        if (last == null) {
            return MarkerTime.ofEither(fitted, answer);
        }
        return isExplicit(last, Optional.of(answer))
                ? MarkerTime.ofGiven(fitted.wall(), answer.deviceNanos(), marker.hostNanos())
                : MarkerTime.ofArrival(fitted, answer);
    }

    /** A device that gave a marker another time than the one it was sent with has stamped it itself. */
    private static boolean isExplicit(MarkerSent sent, Optional<MarkerAnswered> answer) {
        Long given = sent.deviceNanos();
        return sent.stamping().equals("explicit")
                && (given == null || answer.map(a -> a.deviceNanos() == given).orElse(true));
    }
}
