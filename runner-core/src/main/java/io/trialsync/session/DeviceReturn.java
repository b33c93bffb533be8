// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Durations;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.LiveClockState;
import io.trialsync.journal.DeviceReturned;
import io.trialsync.journal.JournalWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a device that has come back: whether its clock went on and its recording still runs, as soon as exchanges tell.
 * Thread-safe.
 */
final class DeviceReturn {

    /** The first one that contradicts what was known resets the live clock. */
    private static final int EXCHANGES_NEEDED = 2;

    private record Pending(long awayNanos, boolean idChecked, Optional<LiveClockState> before) {}

    private final String key;
    private final Optional<LiveClock> live;
    private final RecordingWatch recording;
    private final JournalWriter journal;
    private final HostClock clock;
    private final Consumer<String> progress;
    private @Nullable Pending pending;
    private int exchanges;

    DeviceReturn(
            String key,
            Optional<LiveClock> live,
            RecordingWatch recording,
            JournalWriter journal,
            HostClock clock,
            Consumer<String> progress) {
        this.key = key;
        this.live = live;
        this.recording = recording;
        this.journal = journal;
        this.clock = clock;
        this.progress = progress;
    }

    /** It has gone once more; what was not found out before stays unknown. */
    synchronized void lost() {
        conclude();
    }

    /** It is in reach again. */
    synchronized void back(long awayNanos, boolean idChecked) {
        conclude();
        exchanges = 0;
        pending = new Pending(awayNanos, idChecked, live.flatMap(LiveClock::state));
        if (live.isEmpty()) {
            conclude();
        }
    }

    /** It has answered an exchange, of which the live clock knows already. */
    synchronized void answered() {
        if (pending != null && ++exchanges >= EXCHANGES_NEEDED) {
            conclude();
        }
    }

    private void conclude() {
        Pending back = pending;
        pending = null;
        if (back == null) {
            return;
        }
        Optional<LiveClockState> now = live.flatMap(LiveClock::state);
        boolean known = back.before().isPresent() && now.isPresent() && exchanges >= EXCHANGES_NEEDED;
        long host = clock.nowNanos();
        Long ahead = known ? aheadNanos(back.before().orElseThrow(), now.orElseThrow(), host) : null;
        RecordingWatch.Found found = recording.found();
        String state = !known ? "unknown" : ahead == null ? "same" : "reset";
        journal.append(new DeviceReturned(
                key, back.awayNanos(), back.idChecked(), state, ahead, found.state(), found.id(), host));
        progress.accept(key + ": back after " + seconds(back.awayNanos()) + " s; "
                + (back.idChecked() ? "it is the same device, " : "") + sentence(state, ahead) + ", "
                + found.sentence());
    }

    private static @Nullable Long aheadNanos(LiveClockState before, LiveClockState now, long hostNanos) {
        return before.generation() == now.generation()
                ? null
                : (Long) (now.deviceNanos(hostNanos) - before.deviceNanos(hostNanos));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos * 1e-9);
    }

    private static String sentence(String state, @Nullable Long ahead) {
        if (ahead != null) {
            return "its clock is " + Durations.format(Math.abs(ahead)) + (ahead < 0 ? " behind" : " ahead of")
                    + " where it was";
        }
        return state.equals("same") ? "its clock went on" : "its clock is not known";
    }
}
