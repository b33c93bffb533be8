// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows which recording of a device the markers are to go into, and notices from the device's status and from its replies when
 * it is no longer that one. Thread-safe.
 */
final class RecordingWatch {

    private final String key;
    private final boolean expecting;
    private final JournalWriter journal;
    private final HostClock clock;
    private final Consumer<String> progress;
    private @Nullable String expected;
    private @Nullable String running;
    private String lastError = "";
    private boolean seen;
    private boolean ending;
    private boolean gone;
    private long expectedNanoTime;

    /** @param expecting whether markers are to go into a recording at all; if not, no marker outside one is a fault */
    RecordingWatch(String key, boolean expecting, JournalWriter journal, HostClock clock, Consumer<String> progress) {
        this.key = key;
        this.expecting = expecting;
        this.journal = journal;
        this.clock = clock;
        this.progress = progress;
    }

    /** From now on markers are to go into this recording, which the device lists already or not. */
    synchronized void expect(String id, boolean visible) {
        expected = id;
        running = id;
        seen = visible;
        expectedNanoTime = clock.nanoTime();
    }

    /** The session itself is about to end the recording. */
    synchronized void ending() {
        ending = true;
    }

    /** Whether the expected recording was found to have ended early, which has been said. */
    synchronized boolean isGone() {
        return gone;
    }

    /** The device says something of a recording. */
    synchronized void hear(Recording recording) {
        if (recording.failed()) {
            error(recording);
        } else if (recording.running()) {
            running(recording.id());
        } else {
            stopped(recording.id());
        }
    }

    /**
     * The device's whole state, asked for at a reading of the monotonic clock, lists this recording as running, or none. An answer
     * that was overtaken by the start of the recording does not list it yet, and perhaps the one before, which proves nothing.
     */
    synchronized void hearState(Optional<Recording> listed, long askedNanoTime) {
        String now = running;
        if (expected != null && askedNanoTime - expectedNanoTime <= 0) {
            return;
        }
        if (listed.isPresent()) {
            running(listed.get().id());
        } else if (now != null && (expected == null || seen)) {
            stopped(now);
        }
    }

    /**
     * How things are with the recording as far as the device has told.
     *
     * @param state {@code running}, {@code gone}, {@code other}, or {@code none} if none is expected
     * @param id the recording that runs
     */
    record Found(String state, @Nullable String id) {

        String sentence() {
            return switch (state) {
                case "running" -> "its recording is still running";
                case "gone" -> "its recording is not running any more";
                case "other" -> "another recording is running than the session's";
                default -> "no recording is expected";
            };
        }
    }

    synchronized Found found() {
        String now = running;
        if (!expecting || expected == null) {
            return new Found("none", now);
        }
        return new Found(now == null ? "gone" : now.equals(expected) ? "running" : "other", now);
    }

    /** What is wrong with the recording that a marker went into, for people; empty if nothing is. */
    synchronized Optional<String> judge(Optional<String> recordingId) {
        if (!expecting) {
            return Optional.empty();
        }
        if (recordingId.isEmpty()) {
            endedEarly(expected, "a marker was discarded");
            return Optional.of("discarded by the device: no recording was running");
        }
        if (expected == null || recordingId.get().equals(expected)) {
            return Optional.empty();
        }
        endedEarly(expected, "a marker went into [" + recordingId.get() + "]");
        return Optional.of("it went into recording [" + recordingId.get() + "] and not into [" + expected + "]");
    }

    private void running(String id) {
        if (id.equals(expected)) {
            seen = true;
        } else if (!id.equals(running)) {
            note("running", id, null);
            if (seen) {
                endedEarly(expected, "[" + id + "] is running now");
            }
        }
        running = id;
    }

    private void stopped(String id) {
        if (!id.equals(running)) {
            return;
        }
        running = null;
        if (id.equals(expected)) {
            endedEarly(id, "the device says that it no longer runs");
        } else {
            note("stopped", id, null);
        }
    }

    private void endedEarly(@Nullable String id, String evidence) {
        if (id == null || ending || gone) {
            return;
        }
        gone = true;
        note("stopped", id, null);
        String message = "recording [" + id + "] was stopped by somebody else before the session ended (" + evidence
                + "); markers from now on are not in it";
        fault(message);
        progress.accept(key + ": " + message);
    }

    private void error(Recording recording) {
        String message = recording.message().orElse("no reason given");
        if (!lastError.equals(recording.id() + message)) {
            lastError = recording.id() + message;
            note("error", recording.id(), message);
            fault("the device reports an error of recording [" + recording.id() + "]: " + message);
            progress.accept(key + ": error of the recording: " + message);
        }
    }

    private void note(String action, String id, @Nullable String message) {
        journal.append(new JournalRecord.RecordingChanged(key, action, id, message, clock.nowNanos()));
    }

    private void fault(String message) {
        journal.append(new JournalRecord.Fault(key, "recording", null, message, clock.nowNanos()));
    }
}
