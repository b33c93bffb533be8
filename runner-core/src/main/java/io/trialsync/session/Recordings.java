// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RecordingControl;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Starts the recordings of a session's devices and stops those that it started. */
final class Recordings {

    /** A phone lists its recording 0.4 to 0.9 s after it agreed to start; events before that are lost. */
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private static final long POLL_NANOS = 100_000_000L;

    private final RecordingPolicy policy;
    private final JournalWriter journal;
    private final HostClock clock;
    private final Map<DeviceLink, String> started = new LinkedHashMap<>();
    private final Set<DeviceLink> seen = new HashSet<>();

    Recordings(RecordingPolicy policy, JournalWriter journal, HostClock clock) {
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
    }

    /** @throws DeviceException if a recording is required and a device refuses, or none has recordings to control */
    void start(List<DeviceLink> links) throws DeviceException {
        if (policy == RecordingPolicy.NEVER) {
            return;
        }
        List<DeviceLink> controlled = links.stream()
                .filter(link -> link.device().recordingControl().isPresent())
                .toList();
        if (policy == RecordingPolicy.REQUIRED && controlled.isEmpty()) {
            throw new DeviceException("a recording is required, but no device of this session can be told to record;"
                    + " set trialsync.recording to auto or never");
        }
        for (DeviceLink link : controlled) {
            try {
                start(link, control(link));
            } catch (DeviceException e) {
                link.fault("recording", e);
                if (policy == RecordingPolicy.REQUIRED) {
                    throw e;
                }
            }
        }
    }

    private static RecordingControl control(DeviceLink link) {
        return link.device().recordingControl().orElseThrow();
    }

    private void start(DeviceLink link, RecordingControl control) throws DeviceException {
        Optional<String> running = control.current();
        if (policy == RecordingPolicy.AUTO && running.isPresent()) {
            note(link, "visible", running.get());
            link.recording().expect(running.get(), true);
            return;
        }
        String id = control.start();
        started.put(link, id);
        note(link, "started", id);
        link.recording().expect(id, false);
        awaitVisible(link, control, id);
        seen.add(link);
        note(link, "visible", id);
        link.recording().expect(id, true);
    }

    private void awaitVisible(DeviceLink link, RecordingControl control, String id) throws DeviceException {
        long deadline = clock.nanoTime() + PATIENCE_NANOS;
        while (!control.current().equals(Optional.of(id))) {
            if (clock.nanoTime() > deadline) {
                throw new DeviceException(link.key() + " agreed to record as [" + id
                        + "] but does not list that recording after " + PATIENCE_NANOS / 1_000_000
                        + " ms; markers may not be in it");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new DeviceException("the wait for recording [" + id + "] on " + link.key() + " was interrupted");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Stop and save what was started, unless somebody else has stopped it since. */
    void stop() {
        started.forEach((link, id) -> {
            try {
                stop(link, id);
            } catch (DeviceException e) {
                link.fault("recording", e);
            }
        });
        started.clear();
    }

    private void stop(DeviceLink link, String id) throws DeviceException {
        try {
            RecordingControl control = control(link);
            link.recording().ending();
            Optional<String> running = control.current();
            boolean ours = running.map(id::equals).orElse(!seen.contains(link));
            if (ours) {
                save(link, control, id);
            } else if (!link.recording().isGone()) {
                String other = running.map(o -> "; [" + o + "] is running now and left alone")
                        .orElse("");
                link.fault(
                        "recording",
                        "recording [" + id + "] was stopped by somebody else before the session ended" + other);
            }
        } catch (DeviceException e) {
            throw new DeviceException(
                    "recording [" + id + "] could not be stopped and may still run; look at the device: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Where the device did not confirm that it has stopped, it is looked whether it still lists the recording, and if it does for
     * longer than a phone takes to tell, it is told once more.
     */
    private void save(DeviceLink link, RecordingControl control, String id) throws DeviceException {
        try {
            control.stopAndSave();
            note(link, "saved", id);
        } catch (DeviceException unconfirmed) {
            try {
                settle(link, control, id, unconfirmed);
            } catch (DeviceException e) {
                e.addSuppressed(unconfirmed);
                throw e;
            }
        }
    }

    private void settle(DeviceLink link, RecordingControl control, String id, DeviceException unconfirmed)
            throws DeviceException {
        // one that was never listed says nothing by not being listed
        if (seen.contains(link) && isGone(control, id)) {
            note(link, "stopped", id);
            link.fault(
                    "recording",
                    "recording [" + id + "] has stopped, though the device did not confirm it: "
                            + unconfirmed.getMessage());
            return;
        }
        control.stopAndSave();
        note(link, "saved", id);
        link.fault(
                "recording",
                "recording [" + id + "] was stopped at the second attempt; at the first: " + unconfirmed.getMessage());
    }

    private boolean isGone(RecordingControl control, String id) throws DeviceException {
        long deadline = clock.nanoTime() + PATIENCE_NANOS;
        boolean listed = isListed(control, id);
        while (listed && clock.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
            listed = isListed(control, id);
        }
        return !listed;
    }

    private static boolean isListed(RecordingControl control, String id) throws DeviceException {
        return control.current().filter(id::equals).isPresent();
    }

    private void note(DeviceLink link, String action, String id) {
        journal.append(new JournalRecord.RecordingChanged(link.key(), action, id, null, clock.nowNanos()));
    }
}
