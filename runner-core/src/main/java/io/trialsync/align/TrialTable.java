// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.align.TrialRow.GcPauses;
import io.trialsync.align.TrialRow.OnDevice;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.DeviceTime;
import io.trialsync.journal.GcPause;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Brings together what a journal says of each trial, with its times on every device. */
public final class TrialTable {

    /** Between exchanges a second apart the uncertainty peaks once, so that ten looks a second see it. */
    private static final long LOOK_NANOS = 100_000_000;

    private static final long MOST_LOOKS = 10_000;

    private TrialTable() {}

    /**
     * {@return one row for each attempt at each trial, in the order in which they began}
     *
     * @param session the session
     */
    public static List<TrialRow> of(SessionAlignment session) {
        Map<String, TrialEnd> ends = new HashMap<>();
        session.journal().all(TrialEnd.class).forEach(end -> ends.put(end.trial() + "." + end.attempt(), end));
        List<GcPause> pauses = session.journal().all(GcPause.class).toList();
        return session.journal()
                .all(TrialBegin.class)
                .map(begin -> row(
                        session, begin, Optional.ofNullable(ends.get(begin.trial() + "." + begin.attempt())), pauses))
                .toList();
    }

    /**
     * {@return the ends of those attempts at trials whose begin is lost, in order; they have no {@link TrialRow}}
     *
     * @param journal the journal
     */
    public static List<TrialEnd> withLostBegin(Journal journal) {
        List<TrialEnd> lost = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        for (JournalRecord line : journal.records()) {
            if (line instanceof TrialBegin begin) {
                seen.add(List.of(begin.trial(), begin.attempt()));
            } else if (line instanceof TrialEnd end && seen.add(List.of(end.trial(), end.attempt()))) {
                lost.add(end);
            }
        }
        return lost;
    }

    /** Whether a pause began or ended inside is not always known; what may have fallen into a trial counts. */
    private static GcPauses inside(List<GcPause> pauses, long beginNanos, long endNanos) {
        List<GcPause> inside = pauses.stream()
                .filter(pause -> pause.hostNanos() - pause.uncertaintyNanos() <= endNanos
                        && pause.hostNanos() + pause.durationNanos() + pause.uncertaintyNanos() >= beginNanos)
                .toList();
        return new GcPauses(
                inside.size(), inside.stream().mapToLong(GcPause::durationNanos).sum());
    }

    private static TrialRow row(
            SessionAlignment session, TrialBegin begin, Optional<TrialEnd> end, List<GcPause> pauses) {
        Map<String, OnDevice> onDevices = new HashMap<>();
        session.devices().forEach((key, device) -> {
            if (device instanceof AlignedDevice.Fitted fitted) {
                onDevices.put(key, onDevice(fitted.wall(), begin, end));
            }
        });
        Optional<GcPauses> gcPauses = end.filter(ended -> !pauses.isEmpty())
                .map(ended -> inside(pauses, begin.hostNanos(), ended.hostNanos()));
        return new TrialRow(begin, end, gcPauses, onDevices);
    }

    private static OnDevice onDevice(ClockModel wall, TrialBegin begin, Optional<TrialEnd> end) {
        DeviceTime first = wall.toDevice(begin.hostNanos());
        long largest = first.uncertainty().totalNanos();
        if (end.isEmpty()) {
            return new OnDevice(first.deviceNanos(), OptionalLong.empty(), largest);
        }
        long from = begin.hostNanos();
        long to = end.get().hostNanos();
        long step = Math.max(LOOK_NANOS, (to - from) / MOST_LOOKS);
        for (long host = from + step; host < to; host += step) {
            largest = Math.max(largest, wall.toDevice(host).uncertainty().totalNanos());
        }
        DeviceTime last = wall.toDevice(to);
        return new OnDevice(
                first.deviceNanos(),
                OptionalLong.of(last.deviceNanos()),
                Math.max(largest, last.uncertainty().totalNanos()));
    }
}
