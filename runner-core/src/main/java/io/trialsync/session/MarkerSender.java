// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.NotDeliveredException;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import io.trialsync.journal.MarkerFailed;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends markers to one device, in order, on a thread of its own. While the device is out of reach they wait; each attempt and
 * each answer is journalled.
 */
final class MarkerSender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MarkerSender.class);

    private final String key;
    private final Markers markers;
    private final JournalWriter journal;
    private final HostClock clock;
    private final DeviceStamps stamps;
    private final RecordingWatch recording;
    private final LinkedBlockingQueue<PendingMarker> queue = new LinkedBlockingQueue<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final RetryRests rests;
    private volatile @Nullable PendingMarker inFlight;
    private volatile boolean trying;
    private volatile boolean stopped;
    private boolean hopeless;

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
        this.rests = new RetryRests(clock::nanoTime);
    }

    /** Take a marker, with the device time that is known for it now, so that however late it is sent, it has that. */
    void enqueue(StampedMarker marker) {
        unfinished.incrementAndGet();
        queue.add(new PendingMarker(marker, clock.nanoTime(), stamps.at(marker.hostNanos())));
    }

    /** How many markers have neither been answered nor failed. */
    long unfinished() {
        return unfinished.get();
    }

    /** How many markers the device has answered. */
    long answered() {
        return answered.get();
    }

    /** The device is in reach again: what waits is tried at once. */
    void tryNow() {
        rests.endNow();
    }

    /** Send no more; the thread is to be interrupted as well. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                PendingMarker delivery = queue.take();
                inFlight = delivery;
                while (!isOver(delivery)) {
                    rests.rest();
                }
                rests.reset();
                inFlight = null;
                unfinished.decrementAndGet();
            }
        } catch (InterruptedException e) {
            // asked to end; what is left is accounted for in abandon()
        }
    }

    /** Make one attempt; whether the marker needs no other. */
    private boolean isOver(PendingMarker delivery) throws InterruptedException {
        StampedMarker marker = delivery.marker();
        OptionalLong deviceNanos = delivery.deviceNanosNow(stamps, clock.nanoTime());
        journal.append(new JournalRecord.MarkerSent(
                marker.number(), key, stamping(deviceNanos).label(), boxed(deviceNanos), clock.nowNanos()));
        trying = true;
        try {
            answered(marker, deviceNanos, markers.send(marker.name(), deviceNanos));
            trying = false;
            hopeless = false;
            return true;
        } catch (NotDeliveredException e) {
            return notDelivered(delivery, String.valueOf(e.getMessage()));
        } catch (DeviceException e) {
            return answerLost(delivery, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of device {} at marker {}", key, marker.number(), e);
            failed(marker, MarkerFailed.UNKNOWN, "unexpected: " + e);
            fault(marker.number(), "unexpected: " + e);
            return true;
        }
    }

    private boolean notDelivered(PendingMarker delivery, String message) throws InterruptedException {
        trying = false;
        failed(delivery.marker(), MarkerFailed.NOT_DELIVERED, message);
        if (stopped) {
            throw new InterruptedException();
        }
        if (delivery.firstWait()) {
            fault(
                    delivery.marker().number(),
                    "[" + delivery.marker().name() + "] waits until the device is in reach: " + message);
        }
        return false;
    }

    private boolean answerLost(PendingMarker delivery, String message) throws InterruptedException {
        trying = false;
        failed(delivery.marker(), MarkerFailed.UNKNOWN, message);
        delivery.lostAnswer();
        if (stopped) {
            throw new InterruptedException();
        }
        boolean again = delivery.mayBeRepeated(hopeless ? 1 : PendingMarker.MOST_UNANSWERED);
        hopeless |= !again;
        fault(
                delivery.marker().number(),
                again
                        ? "[" + delivery.marker().name()
                                + "] is sent again with the same time, so that it may be in the" + " recording twice: "
                                + message
                        : message);
        return !again;
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
        PendingMarker last = inFlight;
        if (last != null) {
            fault(
                    last.marker().number(),
                    trying || last.mayHaveArrived()
                            ? "the session ended before the device answered"
                            : "not sent: the session ended while the device was out of reach");
        }
        for (PendingMarker waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            fault(waiting.marker().number(), "not sent: the session ended before its turn came");
            unfinished.decrementAndGet();
        }
    }

    private void failed(StampedMarker marker, String delivered, String message) {
        journal.append(new MarkerFailed(marker.number(), key, delivered, message, clock.nowNanos()));
    }

    private void fault(int marker, String message) {
        journal.append(new JournalRecord.Fault(key, "marker", marker, message, clock.nowNanos()));
    }
}
