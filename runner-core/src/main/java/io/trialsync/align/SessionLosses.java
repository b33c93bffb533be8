// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.TrialArmed;
import io.trialsync.journal.TrialNotBegun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a journal should hold and does not, as after a crash, in sentences for people. Stateless. */
public final class SessionLosses {

    private static final int MOST_NAMED = 10;

    private SessionLosses() {}

    /**
     * {@return one line for each thing that is missing or unreadable; none for a session that ended in order}
     *
     * @param session the session
     */
    public static List<String> of(SessionAlignment session) {
        Journal journal = session.journal();
        List<String> losses = new ArrayList<>(ofJournal(journal));
        if (session.start().isEmpty()) {
            losses.add("the line that describes the session is lost, and with it the settings and when it began");
        }
        devices(journal, session.devices().values(), losses);
        trials(journal, losses);
        markers(session, losses);
        return losses;
    }

    /** {@return why a journal may not hold all that happened; none if it is whole} */
    static List<String> ofJournal(Journal journal) {
        List<String> losses = new ArrayList<>(journal.damages());
        if (isCutOff(journal)) {
            losses.add("the session did not end in order: the journal has no end of it");
        }
        return losses;
    }

    private static boolean isCutOff(Journal journal) {
        boolean open = true;
        for (JournalRecord record : journal.records()) {
            open = !(record instanceof SessionEnd) && (open || record instanceof SessionStart);
        }
        return open;
    }

    private static void devices(Journal journal, Collection<AlignedDevice> devices, List<String> losses) {
        Set<String> described =
                journal.all(DeviceOpened.class).map(DeviceOpened::device).collect(Collectors.toSet());
        devices.stream()
                .map(AlignedDevice::key)
                .filter(key -> !described.contains(key))
                .forEach(key -> losses.add("the line that describes " + key
                        + " is lost; its clocks are taken to round their stamps in a way that is not known"));
    }

    private static void trials(Journal journal, List<String> losses) {
        Set<String> begun = attempts(journal.all(TrialBegin.class), TrialBegin::trial, TrialBegin::attempt);
        Set<String> ended = attempts(journal.all(TrialEnd.class), TrialEnd::trial, TrialEnd::attempt);
        Set<String> known = attempts(journal.all(TrialNotBegun.class), TrialNotBegun::trial, TrialNotBegun::attempt);
        known.addAll(begun);
        known.addAll(ended);
        Set<String> armed = attempts(journal.all(TrialArmed.class), TrialArmed::trial, TrialArmed::attempt);
        name(without(armed, known), "trials that were about to begin, and of which nothing else is known", losses);
        name(without(begun, ended), "trials without an end", losses);
        name(without(ended, begun), "trials whose begin is lost", losses);
    }

    private static <T> Set<String> attempts(Stream<T> records, ToIntFunction<T> trial, ToIntFunction<T> attempt) {
        return records.map(record -> trial.applyAsInt(record)
                        + (attempt.applyAsInt(record) == 1 ? "" : " (attempt " + attempt.applyAsInt(record) + ")"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void markers(SessionAlignment session, List<String> losses) {
        Journal journal = session.journal();
        name(MarkerLedger.withoutOwnLine(journal), "markers that were sent and whose own line is lost", losses);
        List<MarkerRow> rows = MarkerLedger.of(session);
        for (String device : session.devices().keySet()) {
            name(numbers(rows, device, MarkerRow.State.UNSENT), "markers not sent to " + device, losses);
            name(
                    numbers(rows, device, MarkerRow.State.UNANSWERED),
                    "markers that " + device + " has not answered",
                    losses);
        }
    }

    private static Set<Integer> numbers(List<MarkerRow> rows, String device, MarkerRow.State state) {
        return rows.stream()
                .filter(row -> row.device().equals(device) && row.state() == state)
                .map(row -> row.marker().marker())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> List<T> without(Set<T> all, Set<T> others) {
        return all.stream().filter(one -> !others.contains(one)).toList();
    }

    private static void name(Collection<?> numbers, String what, List<String> losses) {
        if (numbers.isEmpty()) {
            return;
        }
        String named = numbers.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        losses.add(what + ": " + named + (numbers.size() > MOST_NAMED ? ", … (" + numbers.size() + " in all)" : ""));
    }
}
