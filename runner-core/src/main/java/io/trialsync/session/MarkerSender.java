// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends markers to one device, in order, on a thread of its own; each at most once, and each answer is journalled. */
final class MarkerSender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MarkerSender.class);

    private final String key;
    private final Markers markers;
    private final JournalWriter journal;
    private final HostClock clock;
    private final DeviceStamps stamps;
    private final RecordingWatch recording;
    private final LinkedBlockingQueue<StampedMarker> queue = new LinkedBlockingQueue<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile @Nullable StampedMarker inFlight;
    private volatile boolean stopped;

    MarkerSender(
            String key,
            Markers markers,
            JournalWriter journal,
            HostClock clock,
            DeviceStamps stamps,
            RecordingWatch recording) {
        this.key = key;
        this.markers = markers;
        this.journal = journal;
        this.clock = clock;
        this.stamps = stamps;
        this.recording = recording;
    }

    void enqueue(StampedMarker marker) {
        unfinished.incrementAndGet();
        queue.add(marker);
    }

    /** How many markers have neither been answered nor failed. */
    long unfinished() {
        return unfinished.get();
    }

    /** How many markers the device has answered. */
    long answered() {
        return answered.get();
    }

    /** Send no more; the thread is to be interrupted as well. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                StampedMarker marker = queue.take();
                inFlight = marker;
                send(marker);
                inFlight = null;
                unfinished.decrementAndGet();
            }
        } catch (InterruptedException e) {
            // asked to end; what is left is accounted for in abandon()
        }
    }

    private void send(StampedMarker marker) {
        try {
            OptionalLong deviceNanos = stamps.at(marker.hostNanos());
            journal.append(new JournalRecord.MarkerSent(
                    marker.number(), key, stamping(deviceNanos).label(), boxed(deviceNanos), clock.nowNanos()));
            answered(marker, deviceNanos, markers.send(marker.name(), deviceNanos));
        } catch (DeviceException e) {
            fault(marker.number(), stopped ? "the session ended before the device answered" : e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of device {} at marker {}", key, marker.number(), e);
            fault(marker.number(), "unexpected: " + e);
        }
    }

    private static MarkerStamping stamping(OptionalLong deviceNanos) {
        return deviceNanos.isPresent() ? MarkerStamping.EXPLICIT : MarkerStamping.ARRIVAL;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private void answered(StampedMarker marker, OptionalLong deviceNanos, MarkerReply reply) {
        journal.append(new JournalRecord.MarkerAnswered(
                marker.number(),
                key,
                clock.toHostNanos(reply.sendNanoTime()),
                reply.deviceNanos(),
                clock.toHostNanos(reply.receiveNanoTime()),
                reply.recordingId().orElse(null)));
        answered.incrementAndGet();
        recording
                .judge(reply.recordingId())
                .ifPresent(problem -> fault(marker.number(), "[" + marker.name() + "] " + problem));
        if (deviceNanos.isPresent() && deviceNanos.getAsLong() != reply.deviceNanos()) {
            fault(
                    marker.number(),
                    "[" + marker.name() + "] was sent with the device time [" + deviceNanos.getAsLong()
                            + "], but the device gave it [" + reply.deviceNanos() + "]");
        }
    }

    /** Journal what will not be sent or answered any more; called when the thread has ended or hangs. */
    void abandon() {
        StampedMarker hanging = inFlight;
        if (hanging != null) {
            fault(hanging.number(), "the session ended before the device answered");
        }
        for (StampedMarker marker = queue.poll(); marker != null; marker = queue.poll()) {
            fault(marker.number(), "not sent: the session ended before its turn came");
            unfinished.decrementAndGet();
        }
    }

    private void fault(int marker, @Nullable String message) {
        journal.append(new JournalRecord.Fault(key, "marker", marker, String.valueOf(message), clock.nowNanos()));
    }
}
