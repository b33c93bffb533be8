// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One device's part in a session: its key, the thread that synchronises with it and the thread that sends it markers. */
final class DeviceLink {

    private final String key;
    private final OpenDevice open;
    private final JournalWriter journal;
    private final HostClock clock;
    private final Optional<Synchroniser> synchroniser;
    private final Optional<MarkerSender> sender;
    private @Nullable Thread syncThread;
    private @Nullable Thread markerThread;

    DeviceLink(
            String key,
            OpenDevice open,
            JournalWriter journal,
            HostClock clock,
            HostAnchors anchors,
            SyncPolicy policy,
            RandomGenerator random,
            AtomicLong exchanges) {
        this.key = key;
        this.open = open;
        this.journal = journal;
        this.clock = clock;
        this.synchroniser = device().syncChannel()
                .map(channel -> new Synchroniser(key, channel, journal, clock, anchors, policy, random, exchanges));
        this.sender = device().markers().map(markers -> new MarkerSender(key, markers, journal, clock));
    }

    String key() {
        return key;
    }

    Device device() {
        return open.device();
    }

    Optional<Synchroniser> synchroniser() {
        return synchroniser;
    }

    Optional<MarkerSender> sender() {
        return sender;
    }

    void start() {
        journal.append(description());
        synchroniser.ifPresent(sync -> syncThread = startThread("trialsync-sync-" + key, sync));
        sender.ifPresent(markers -> markerThread = startThread("trialsync-markers-" + key, markers));
        status();
    }

    private static Thread startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private JournalRecord description() {
        return new JournalRecord.DeviceOpened(
                key,
                device().identity().id(),
                device().identity().model(),
                device().identity().name(),
                device().identity().serial().orElse(null),
                open.address().text(),
                device().simulated(),
                device().clocks().stream()
                        .map(c -> new JournalRecord.ClockOf(c.name(), c.resolutionNanos(), c.stampRule()))
                        .toList(),
                device().syncChannel().map(SyncChannel::name).orElse(null),
                device().markers().isPresent(),
                device().recordingControl().isPresent(),
                clock.nowNanos());
    }

    /** Ask the device for its state, for the record. */
    void status() {
        try {
            journal.append(new JournalRecord.StatusSeen(key, device().status().values(), clock.nowNanos()));
        } catch (DeviceException e) {
            fault("status", e);
        }
    }

    void fault(String what, Exception e) {
        fault(what, String.valueOf(e.getMessage()));
    }

    void fault(String what, String message) {
        journal.append(new JournalRecord.Fault(key, what, null, message, clock.nowNanos()));
    }

    /** Ask both threads to end: the one as soon as its exchange is over, the other at once. */
    void askToStop() {
        synchroniser.ifPresent(Synchroniser::stop);
        sender.ifPresent(MarkerSender::stop);
        if (markerThread != null) {
            markerThread.interrupt();
        }
    }

    /** Wait for both threads to end; one that hangs in the device is left to end by itself. */
    void awaitStop(long deadlineNanoTime) {
        await(syncThread, deadlineNanoTime);
        await(markerThread, deadlineNanoTime);
        sender.ifPresent(MarkerSender::abandon);
    }

    private void await(@Nullable Thread thread, long deadlineNanoTime) {
        try {
            if (thread != null) {
                thread.join(Math.max(1, (deadlineNanoTime - clock.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
