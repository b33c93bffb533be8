// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RecordingControl;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    Recordings(RecordingPolicy policy, JournalWriter journal, HostClock clock) {
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
    }

    /** @throws DeviceException if a recording is required and a device refuses */
    void start(List<DeviceLink> links) throws DeviceException {
        for (DeviceLink link : links) {
            Optional<RecordingControl> control = link.device().recordingControl();
            if (policy == RecordingPolicy.NEVER || control.isEmpty()) {
                continue;
            }
            try {
                start(link, control.get());
            } catch (DeviceException e) {
                link.fault("recording", e);
                if (policy == RecordingPolicy.REQUIRED) {
                    throw e;
                }
            }
        }
    }

    private void start(DeviceLink link, RecordingControl control) throws DeviceException {
        Optional<String> running = control.current();
        if (policy == RecordingPolicy.AUTO && running.isPresent()) {
            note(link, "visible", running.get());
            return;
        }
        String id = control.start();
        started.put(link, id);
        note(link, "started", id);
        long deadline = clock.nanoTime() + PATIENCE_NANOS;
        while (!control.current().equals(Optional.of(id))) {
            if (clock.nanoTime() > deadline) {
                throw new DeviceException(link.key() + " agreed to record as [" + id
                        + "] but does not list that recording after " + PATIENCE_NANOS / 1_000_000 + " ms");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        note(link, "visible", id);
    }

    /** Stop and save what was started, unless somebody else has stopped it since. */
    void stop() {
        started.forEach((link, id) -> {
            try {
                RecordingControl control = link.device().recordingControl().orElseThrow();
                if (!control.current().equals(Optional.of(id))) {
                    throw new DeviceException(
                            "recording [" + id + "] on " + link.key() + " was stopped by somebody else");
                }
                control.stopAndSave();
                note(link, "saved", id);
            } catch (DeviceException e) {
                link.fault("recording", e);
            }
        });
        started.clear();
    }

    private void note(DeviceLink link, String action, String id) {
        journal.append(new JournalRecord.RecordingChanged(link.key(), action, id, clock.nowNanos()));
    }
}
