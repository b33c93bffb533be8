// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.JournalWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** All devices of a session, addressed together. */
final class DeviceLinks {

    private static final long FLUSH_POLL_NANOS = 20_000_000;
    private static final long FLUSH_SILENCE_NANOS = 2_000_000_000L;
    /**
     * From one answer to the next; longer than a device may take for one marker, so that an hour of slow markers is waited for,
     * but not a dead device.
     */
    private static final long FLUSH_PATIENCE_NANOS = 10_000_000_000L;

    private final List<DeviceLink> links = new ArrayList<>();
    private final AtomicInteger bursts;
    private final Consumer<String> progress;
    private final Opening opening;
    private final StreamWatches streams;
    private final DeviceLoss loss;

    DeviceLinks(Opening opening, JournalWriter journal, HostAnchors anchors, AtomicLong exchanges, int burstsBefore) {
        this.opening = opening;
        this.progress = opening.progress();
        this.bursts = new AtomicInteger(burstsBefore);
        this.loss =
                new DeviceLoss(opening.policies().deviceLoss(), opening.clock(), opening.control(), opening.progress());
        SplittableRandom random = new SplittableRandom(opening.settings().seed());
        DriftFiles drifts = new DriftFiles(opening.settings().stateDirectory());
        Set<String> keys = new HashSet<>();
        for (OpenDevice device : opening.devices()) {
            links.add(new DeviceLink(
                    uniqueKey(device.device().identity().key(), keys),
                    device,
                    opening,
                    journal,
                    anchors,
                    drifts,
                    random.split(),
                    exchanges,
                    loss,
                    bursts::incrementAndGet));
        }
        this.streams = new StreamWatches(opening, links, journal);
    }

    private static String uniqueKey(String key, Set<String> taken) {
        String unique = key;
        for (int count = 2; !taken.add(unique); count++) {
            unique = key + "-" + count;
        }
        return unique;
    }

    List<DeviceLink> all() {
        return links;
    }

    /** Which devices are away. */
    DeviceLoss loss() {
        return loss;
    }

    List<String> keys() {
        return links.stream().map(DeviceLink::key).toList();
    }

    void start() {
        links.forEach(DeviceLink::start);
        streams.start();
    }

    /** Ask every device for the exchanges that belong to a trial's border. */
    void border() {
        links.forEach(link -> {
            link.trialBegan();
            link.synchroniser().ifPresent(sync -> sync.border(bursts.incrementAndGet()));
        });
    }

    /** Exchange with every device at once, for a fixed time. */
    void blockingBurst(long durationNanos) {
        long deadline = opening.clock().nanoTime() + durationNanos;
        List<CountDownLatch> done = new ArrayList<>();
        for (DeviceLink link : links) {
            link.synchroniser().ifPresent(sync -> done.add(sync.blocking(bursts.incrementAndGet(), durationNanos)));
        }
        for (CountDownLatch latch : done) {
            try {
                if (!latch.await(deadline - opening.clock().nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** How well the clock known worst is known at a host time; empty while any clock is not known, or there is none. */
    OptionalLong uncertaintyNanos(long hostNanos) {
        long largest = -1;
        for (DeviceLink link : links) {
            if (link.live().isPresent()) {
                OptionalLong of = link.uncertaintyNanos(hostNanos);
                if (of.isEmpty()) {
                    return of;
                }
                largest = Math.max(largest, of.getAsLong());
            }
        }
        return largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest);
    }

    void send(StampedMarker marker) {
        links.forEach(link -> link.sender().ifPresent(sender -> sender.enqueue(marker)));
    }

    private long sum(ToLongFunction<MarkerSender> count) {
        return links.stream()
                .flatMap(link -> link.sender().stream())
                .mapToLong(count)
                .sum();
    }

    /** Wait until all markers are answered or have failed, as long as any device answers at all. */
    void flush() {
        long lastSaid = opening.clock().nanoTime();
        long lastAnswer = lastSaid;
        long answered = sum(MarkerSender::answered);
        long left = sum(MarkerSender::unfinished);
        while (left > 0 && opening.clock().nanoTime() - lastAnswer < FLUSH_PATIENCE_NANOS) {
            LockSupport.parkNanos(FLUSH_POLL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            long now = opening.clock().nanoTime();
            long answeredNow = sum(MarkerSender::answered);
            lastAnswer = answeredNow > answered ? now : lastAnswer;
            answered = answeredNow;
            left = sum(MarkerSender::unfinished);
            if (left > 0 && now - lastSaid > FLUSH_SILENCE_NANOS) {
                lastSaid = now;
                progress.accept("waiting for the device to answer " + left + " more marker(s)");
            }
        }
    }

    void stop(long patienceMillis) {
        links.forEach(DeviceLink::askToStop);
        streams.askToStop();
        long deadline = opening.clock().nanoTime() + patienceMillis * 1_000_000;
        links.forEach(link -> link.awaitStop(deadline));
        streams.awaitStop(deadline);
        links.forEach(DeviceLink::keepDrift);
    }
}
