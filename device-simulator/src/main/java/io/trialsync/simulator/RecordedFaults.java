// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.StatusSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a phone in a recorded session, and what changed on it, as things to do to a simulated one: it is out of
 * reach from the last sign of life before an exchange failed to the first one after it.
 */
final class RecordedFaults {

    static final String BATTERY = "battery_level";

    /** A request that failed was sent at most two seconds before, and the one before it, which did not, about a second earlier. */
    private static final long LONGEST_UNNOTICED_NANOS = 4_000_000_000L;

    private static final long NOTHING_NANOS = 1_000_000L;
    private static final long LONGEST_LEAD_NANOS = 200_000_000L;
    private static final int FULL = 100;

    /** A stretch without a sign of life. */
    private record Absence(long fromHostNanos, Optional<Long> toHostNanos, NetworkLoss manner) {

        boolean contains(long hostNanos) {
            return hostNanos >= fromHostNanos && (toHostNanos.isEmpty() || hostNanos <= toHostNanos.get());
        }

        Duration length() {
            return Duration.ofNanos(toHostNanos
                    .map(to -> Math.max(NOTHING_NANOS, to - fromHostNanos))
                    .orElse(PhoneNetwork.FOR_GOOD_NANOS));
        }
    }

    private final RecordedSession session;
    private final String key;
    /** When requests that were answered were sent, by when their answer was there. */
    private final NavigableMap<Long, Long> answered = new TreeMap<>();

    RecordedFaults(RecordedSession session, String key, List<Exchanged> exchanged) {
        this.session = session;
        this.key = key;
        exchanged.forEach(exchange -> answered.put(exchange.hostReceiveNanos(), exchange.hostSendNanos()));
        session.all(MarkerAnswered.class)
                .filter(answer -> answer.device().equals(key))
                .forEach(answer -> answered.put(answer.hostReceiveNanos(), answer.hostSendNanos()));
    }

    List<PlannedAction> actions() {
        List<PlannedAction> actions = new ArrayList<>();
        List<Absence> absences = absences();
        absences.forEach(absence -> actions.add(
                at(absence.fromHostNanos(), phone -> phone.loseNetwork(absence.length(), absence.manner()))));
        spoiltMarkers(absences, actions);
        changesOfRecordings(actions);
        session.all(StatusSeen.class)
                .filter(status -> status.device().equals(key))
                .forEach(status -> percent(status.values().get(BATTERY))
                        .ifPresent(percent -> actions.add(at(status.hostNanos(), phone -> phone.battery(percent)))));
        return actions;
    }

    private PlannedAction at(long hostNanos, Consumer<CompanionControls> action) {
        return new PlannedAction(Math.max(0, hostNanos - session.startHostNanos()), action);
    }

    private List<Absence> absences() {
        List<Absence> absences = new ArrayList<>();
        session.all(Fault.class)
                .filter(fault -> concerns(fault, "exchange"))
                .filter(fault ->
                        absences.isEmpty() || !absences.get(absences.size() - 1).contains(fault.hostNanos()))
                .forEach(fault -> absences.add(around(fault)));
        return absences;
    }

    /** A failure that says "no answer" is one of the link; others are of what was answered, or of the session's end. */
    private boolean concerns(Fault fault, String what) {
        return key.equals(fault.device())
                && fault.what().equals(what)
                && fault.message().startsWith("no answer")
                && !fault.message().contains("interrupted");
    }

    private Absence around(Fault fault) {
        long failed = fault.hostNanos();
        Long lastAnswer = answered.lowerKey(failed);
        long from = Math.max(
                failed - LONGEST_UNNOTICED_NANOS, lastAnswer == null ? Long.MIN_VALUE : lastAnswer + NOTHING_NANOS);
        return new Absence(
                Math.min(from, failed),
                Optional.ofNullable(answered.higherEntry(failed)).map(next -> next.getValue()),
                manner(fault));
    }

    private static NetworkLoss manner(Fault fault) {
        boolean cutOff = fault.message().contains("the connection was closed")
                || fault.message().contains("nothing accepts connections");
        return cutOff ? NetworkLoss.RESET : NetworkLoss.SILENT;
    }

    /** A marker that alone was not answered: the next reply to an event is spoilt, from shortly before it was sent. */
    private void spoiltMarkers(List<Absence> absences, List<PlannedAction> actions) {
        Map<Integer, Long> sentNanos = session.all(MarkerSent.class)
                .filter(sent -> sent.device().equals(key))
                .collect(Collectors.toMap(MarkerSent::marker, MarkerSent::hostNanos, (first, again) -> first));
        NavigableSet<Long> moments = new TreeSet<>(sentNanos.values());
        session.all(Fault.class)
                .filter(fault -> concerns(fault, "marker"))
                .filter(fault -> absences.stream().noneMatch(absence -> absence.contains(fault.hostNanos())))
                .forEach(fault -> {
                    Long sent = fault.marker() == null ? null : sentNanos.get(fault.marker());
                    if (sent != null) {
                        Long before = moments.lower(sent);
                        long lead = before == null ? LONGEST_LEAD_NANOS : (sent - before) / 2;
                        ReplyFault how = manner(fault) == NetworkLoss.RESET
                                ? ReplyFault.CONNECTION_RESET_BY_PEER
                                : ReplyFault.NO_REPLY;
                        actions.add(at(
                                sent - Math.min(lead, LONGEST_LEAD_NANOS),
                                phone -> phone.spoil(PhonePath.EVENT, how, 1)));
                    }
                });
    }

    private void changesOfRecordings(List<PlannedAction> actions) {
        session.all(RecordingChanged.class)
                .filter(change -> change.device().equals(key))
                .forEach(change -> {
                    if (change.action().equals("stopped")) {
                        actions.add(at(change.hostNanos(), CompanionControls::stopRecordingElsewhere));
                    } else if (change.action().equals("error")) {
                        String message = change.message() == null ? "" : change.message();
                        actions.add(at(change.hostNanos(), phone -> phone.failRecording(message)));
                    }
                });
    }

    private static OptionalInt percent(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,3}")) {
            return OptionalInt.empty();
        }
        int percent = Integer.parseInt(text);
        return percent <= FULL ? OptionalInt.of(percent) : OptionalInt.empty();
    }
}
