// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.ClockReset;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges time stamps with one device all session long, on a thread of its own, whenever its {@link SyncSchedule} says so; it
 * also takes the anchors of the host's clock that belong to a quiet session and to the borders of trials.
 */
final class Synchroniser implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);

    private final String key;
    private final SyncChannel channel;
    private final LiveClock live;
    private final JournalWriter journal;
    private final HostClock clock;
    private final HostAnchors anchors;
    private final AtomicLong exchanges;
    private final SyncPolicy policy;
    private final RandomGenerator random;
    private final LinkWatch link;
    private final Consumer<Boolean> answered;
    private SyncSchedule schedule;
    private long restNanos;
    private String channelName;
    private final Map<Integer, CountDownLatch> waiting = new HashMap<>();
    private boolean border;
    private boolean stopped;

    /** @param answered hears of each exchange whether it was answered */
    Synchroniser(
            String key,
            SyncChannel channel,
            LiveClock live,
            JournalWriter journal,
            HostClock clock,
            HostAnchors anchors,
            SyncPolicy policy,
            RandomGenerator random,
            AtomicLong exchanges,
            LinkWatch link,
            Consumer<Boolean> answered) {
        this.key = key;
        this.channel = channel;
        this.live = live;
        this.journal = journal;
        this.clock = clock;
        this.anchors = anchors;
        this.exchanges = exchanges;
        this.policy = policy;
        this.random = random;
        this.link = link;
        this.answered = answered;
        this.restNanos = channel.restNanos();
        this.channelName = channel.name();
        this.schedule = new SyncSchedule(policy.resting(restNanos), clock.nanoTime(), random);
    }

    /** Ask for the exchanges at the border of a trial; {@code burst} names them in the journal. */
    synchronized void border(int burst) {
        schedule.border(burst, clock.nanoTime());
        border = true;
        notifyAll();
    }

    /** Ask for a burst that somebody waits for, before everything else. */
    synchronized CountDownLatch blocking(int burst, long durationNanos) {
        CountDownLatch done = new CountDownLatch(1);
        if (stopped) {
            done.countDown();
            return done;
        }
        schedule.blocking(burst, clock.nanoTime(), durationNanos);
        waiting.put(burst, done);
        notifyAll();
        return done;
    }

    /** Exchange at once, since the device is in reach again, and as often as at a border; {@code burst} names these in the journal. */
    synchronized void resume(int burst) {
        if (!stopped && restNanos == 0) {
            schedule.resume(clock.nanoTime());
            schedule.border(burst, clock.nanoTime());
            notifyAll();
        }
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            while (awaitDue()) {
                OptionalInt burst = begin();
                Optional<Exchange> exchange = exchange(burst);
                over(exchange);
                answered.accept(exchange.isPresent());
            }
        } catch (InterruptedException e) {
            // Asked to end at once, in the middle of whatever there was; the session has its own account of the end.
        } finally {
            release();
        }
    }

    /** Waits until an exchange is due, and takes anchors meanwhile; false if the synchroniser was stopped. */
    private synchronized boolean awaitDue() throws InterruptedException {
        while (!stopped) {
            anchor();
            long now = clock.nanoTime();
            long left = schedule.dueNanos() - now;
            if (left <= 0) {
                return true;
            }
            long wait = Math.max(1, Math.min(left, anchors.dueNanoTime() - now));
            wait(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        return false;
    }

    private void anchor() {
        if (border) {
            border = false;
            anchors.atBorder();
        }
        anchors.ifDue();
    }

    private synchronized OptionalInt begin() {
        return schedule.begin();
    }

    private synchronized void over(Optional<Exchange> exchange) {
        long now = clock.nanoTime();
        exchange.ifPresentOrElse(taken -> schedule.end(now, taken.resolutionNanos()), () -> schedule.failed(now));
        waiting.forEach((burst, done) -> {
            if (!schedule.holds(burst)) {
                done.countDown();
            }
        });
        waiting.keySet().removeIf(burst -> !schedule.holds(burst));
        if (channel.restNanos() != restNanos) {
            changeRest(now);
        }
    }

    /** Another channel has taken over, which has a rhythm of its own; whoever waits for a burst need not wait for this one. */
    private void changeRest(long now) {
        restNanos = channel.restNanos();
        schedule = new SyncSchedule(policy.resting(restNanos), now, random);
        if (restNanos > 0) {
            // one exchange has just been done over it
            schedule.begin();
            schedule.end(now, 0);
        }
        waiting.values().forEach(CountDownLatch::countDown);
        waiting.clear();
    }

    private synchronized void release() {
        stopped = true;
        waiting.values().forEach(CountDownLatch::countDown);
        waiting.clear();
    }

    private Optional<Exchange> exchange(OptionalInt burst) {
        try {
            Exchange exchange = channel.exchange().onHost(clock);
            exchanges.incrementAndGet();
            journal.append(new JournalRecord.Exchanged(
                    key,
                    channel.clock(),
                    exchange.hostSendNanos(),
                    exchange.deviceNanos(),
                    exchange.hostReceiveNanos(),
                    exchange.resolutionNanos(),
                    channel.name(),
                    burst.isPresent() ? burst.getAsInt() : null,
                    exchange.first()));
            follow(exchange);
            sayChannel(channel.name());
            link.take(exchange);
            return Optional.of(exchange);
        } catch (DeviceException | IllegalArgumentException e) {
            fault(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of device {} at an exchange", key, e);
            fault("unexpected: " + e);
        }
        return Optional.empty();
    }

    /** The exchange is in the journal already: whatever the live clock makes of it, it was one. */
    private void follow(Exchange exchange) {
        try {
            live.accept(exchange).ifPresent(this::say);
        } catch (RuntimeException e) {
            LOG.warn("the live clock of device {} cannot follow exchange {}", key, exchange, e);
        }
    }

    private void sayChannel(String name) {
        if (!name.equals(channelName)) {
            fault("time stamps are exchanged by " + name + " from now on, no longer by " + channelName);
            channelName = name;
        }
    }

    /** Named by what the clock does: it jumps ahead when the offset falls. */
    private void say(ClockReset reset) {
        double aheadMillis = -1e-6 * reset.offsetChangeNanos();
        String jump = String.format(
                Locale.ROOT, "%.1f ms %s", Math.abs(aheadMillis), aheadMillis < 0 ? "behind" : "ahead of");
        String clockName = "the device's " + channel.clock() + " clock";
        String message = reset.reason() == ClockReset.Reason.STEP
                ? clockName + " jumped: two exchanges prove that it is now " + jump + " where it was"
                : clockName + " is " + jump + " where it was taken to be until now; device times given to markers were"
                        + " wrong by as much";
        LOG.warn("device {}: {}", key, message);
        journal.append(new JournalRecord.Fault(key, "clock", null, message, reset.hostNanos()));
    }

    private void fault(String message) {
        journal.append(new JournalRecord.Fault(key, "exchange", null, message, clock.nowNanos()));
    }
}
