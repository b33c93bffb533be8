// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges time stamps with one device all session long, on a thread of its own: one now and then in the background, more in
 * quick succession when a burst is asked for. Bursts wait for each other; with a device too slow for that, the oldest is left out.
 *
 * <p>The spacing is dithered over the stamp's resolution, since evenly spaced exchanges would always meet a stamp of whole
 * milliseconds at the same phase.
 */
final class Synchroniser implements Runnable {

    /** A request for several exchanges; {@code number} names the burst in the journal. */
    record Burst(int number, int count, long spacingNanos, CountDownLatch done) {}

    private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);

    /** However short the interval, a device that is gone fills the journal with no more than one fault a second. */
    private static final long REST_AFTER_FAILURE_NANOS = 1_000_000_000L;

    /** The borders of two trials. */
    private static final int MOST_WAITING = 4;

    private final String key;
    private final SyncChannel channel;
    private final JournalWriter journal;
    private final HostClock clock;
    private final long intervalNanos;
    private final RandomGenerator random;
    private final AtomicLong exchanges;
    private long ditherNanos = 1_000_000;
    private final Deque<Burst> pending = new ArrayDeque<>();
    private boolean stopped;

    Synchroniser(
            String key,
            SyncChannel channel,
            JournalWriter journal,
            HostClock clock,
            long intervalNanos,
            RandomGenerator random,
            AtomicLong exchanges) {
        this.key = key;
        this.channel = channel;
        this.journal = journal;
        this.clock = clock;
        this.intervalNanos = Math.max(intervalNanos, channel.restNanos());
        this.random = random;
        this.exchanges = exchanges;
    }

    /** How many exchanges a burst at the border of a trial has; one, where each leaves a trace in the recording. */
    int borderCount() {
        return channel.restNanos() > 0 ? 1 : 4;
    }

    /** Ask for a burst after those that wait. */
    synchronized void request(Burst burst) {
        if (pending.size() == MOST_WAITING) {
            pending.removeFirst().done().countDown();
        }
        pending.addLast(burst);
        notifyAll();
    }

    /** Ask for a burst before those that wait. */
    synchronized void requestNow(Burst burst) {
        pending.addFirst(burst);
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public void run() {
        long nextBackground = clock.nanoTime();
        try {
            while (waitUntil(nextBackground, true)) {
                boolean due = clock.nanoTime() >= nextBackground;
                Burst burst = due ? null : takePending();
                boolean answered = burst == null ? exchange(null) : runBurst(burst);
                if (burst == null || !answered) {
                    long rest = answered ? intervalNanos : Math.max(intervalNanos, REST_AFTER_FAILURE_NANOS);
                    nextBackground = clock.nanoTime() + rest + dither();
                }
            }
        } catch (InterruptedException e) {
            // Asked to end at once, in the middle of whatever there was; the session has its own account of the end.
        } finally {
            releasePending();
        }
    }

    private void releasePending() {
        for (Burst burst = takePending(); burst != null; burst = takePending()) {
            burst.done().countDown();
        }
    }

    /** False if the device failed, which ends the burst. */
    private boolean runBurst(Burst burst) throws InterruptedException {
        try {
            for (int i = 0; i < burst.count(); i++) {
                if (!exchange(burst.number())) {
                    return false;
                }
                if (i + 1 < burst.count() && !waitUntil(clock.nanoTime() + burst.spacingNanos() + dither(), false)) {
                    return true;
                }
            }
            return true;
        } finally {
            burst.done().countDown();
        }
    }

    /** Waits for a time, or for a burst if that counts as well; false if the synchroniser was stopped. */
    private synchronized boolean waitUntil(long nanoTime, boolean orBurst) throws InterruptedException {
        long left = nanoTime - clock.nanoTime();
        while (left > 0 && !stopped && !(orBurst && !pending.isEmpty())) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = nanoTime - clock.nanoTime();
        }
        return !stopped;
    }

    private synchronized @Nullable Burst takePending() {
        return pending.pollFirst();
    }

    private long dither() {
        return random.nextLong(ditherNanos);
    }

    private boolean exchange(@Nullable Integer burst) {
        try {
            Exchange exchange = channel.exchange().onHost(clock);
            ditherNanos = Math.max(1_000_000, exchange.resolutionNanos());
            exchanges.incrementAndGet();
            journal.append(new JournalRecord.Exchanged(
                    key,
                    channel.clock(),
                    exchange.hostSendNanos(),
                    exchange.deviceNanos(),
                    exchange.hostReceiveNanos(),
                    exchange.resolutionNanos(),
                    channel.name(),
                    burst,
                    exchange.first()));
            return true;
        } catch (DeviceException | IllegalArgumentException e) {
            fault(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of device {} at an exchange", key, e);
            fault("unexpected: " + e);
        }
        return false;
    }

    private void fault(String message) {
        journal.append(new JournalRecord.Fault(key, "exchange", null, message, clock.nowNanos()));
    }
}
