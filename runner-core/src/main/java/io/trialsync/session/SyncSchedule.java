// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the next exchange with one device is due, by a {@link SyncPolicy}: pure, so that a session and a simulation of one
 * follow the same code.
 *
 * <p>The background keeps to a grid, each time moved by chance: it does not drift, what was missed is not made up for, and no
 * burst takes its place, since whatever is due earlier goes first. One request is under way at a time: {@link #begin}, then
 * {@link #end} or {@link #failed}. Times are readings of one monotonic clock, in nanoseconds. Not thread-safe.
 *
 * <p>All is moved by a random part of the stamps' resolution, since evenly spaced exchanges would always meet a stamp of whole
 * milliseconds at the same phase; with finer stamps by a few milliseconds, since radios have a beat of their own.
 */
public final class SyncSchedule {

    /** A radio's beat is not known; some milliseconds are enough to leave any rhythm that requests and polls could share. */
    private static final long LEAST_DITHER_NANOS = 5_000_000;

    /** Stamps of a millisecond and coarser: over exactly their resolution all phases are met equally often. */
    private static final long COARSE_NANOS = 1_000_000;

    /** However short the interval, a device that is gone is asked in the background no more than once a second. */
    private static final long REST_AFTER_FAILURE_NANOS = 1_000_000_000L;

    /** The borders of two trials. */
    private static final int MOST_WAITING = 4;

    private final SyncPolicy policy;
    private final long startNanos;
    private final RandomGenerator random;
    private final Deque<Burst> bursts = new ArrayDeque<>();
    private long ditherNanos = LEAST_DITHER_NANOS;
    private long slot;
    private int leftInSlot;
    private long backgroundDue;
    private @Nullable Burst underWay;

    /**
     * Begin a schedule; its first background exchange is due at once.
     *
     * @param policy the policy
     * @param startNanos the present time
     * @param random where the dither comes from
     */
    public SyncSchedule(SyncPolicy policy, long startNanos, RandomGenerator random) {
        this.policy = policy;
        this.startNanos = startNanos;
        this.random = random;
        this.leftInSlot = policy.exchangesPerInterval();
        this.backgroundDue = startNanos;
    }

    /** Several exchanges; those of one that is spread have places of their own, the others follow each other. */
    private static final class Burst {
        private final int number;
        private final int count;
        private final long startNanos;
        private final long durationNanos;
        private int next;
        private long due;

        Burst(int number, int count, long startNanos, long durationNanos) {
            this.number = number;
            this.count = count;
            this.startNanos = startNanos;
            this.durationNanos = durationNanos;
            this.due = startNanos;
        }

        long place(int index) {
            return startNanos + Math.round((double) durationNanos * index / count);
        }
    }

    /**
     * Ask for the exchanges that belong to a border of a trial. They wait for earlier ones; with a device too slow for that, the
     * oldest are left out.
     *
     * @param number names the burst
     * @param now the present time
     */
    public void border(int number, long now) {
        if (policy.borderExchanges() == 0) {
            return;
        }
        if (bursts.size() == MOST_WAITING) {
            bursts.removeFirst();
        }
        bursts.addLast(new Burst(number, policy.borderExchanges(), now, 0));
    }

    /**
     * Ask for a burst before all others, over a time in which somebody waits for it.
     *
     * @param number names the burst
     * @param now the present time
     * @param durationNanos how long it may take, not negative; no exchange of a burst that is spread begins after it
     */
    public void blocking(int number, long now, long durationNanos) {
        bursts.addFirst(new Burst(number, policy.blockingExchanges(), now, policy.spread() ? durationNanos : 0));
    }

    /**
     * {@return whether a burst is not over yet}
     *
     * @param number its name
     */
    public boolean holds(int number) {
        return bursts.stream().anyMatch(burst -> burst.number == number);
    }

    /**
     * Let the next exchange in the background be due at once, as when a device is in reach again; those after it keep to the grid.
     *
     * @param now the present time
     */
    public void resume(long now) {
        if (backgroundDue - now > 0) {
            backgroundDue = now;
        }
    }

    /** {@return when the next exchange is due} */
    public long dueNanos() {
        Burst first = bursts.peekFirst();
        return first == null || backgroundDue - first.due <= 0 ? backgroundDue : first.due;
    }

    /** {@return the burst to which the exchange belongs that begins now; none for one in the background} */
    public OptionalInt begin() {
        Burst first = bursts.peekFirst();
        underWay = first == null || backgroundDue - first.due <= 0 ? null : first;
        return underWay == null ? OptionalInt.empty() : OptionalInt.of(underWay.number);
    }

    /**
     * The exchange that was begun is over.
     *
     * @param now the present time
     * @param resolutionNanos the resolution of the device's stamp, in nanoseconds
     */
    public void end(long now, long resolutionNanos) {
        ditherNanos = resolutionNanos >= COARSE_NANOS ? resolutionNanos : LEAST_DITHER_NANOS;
        Burst burst = underWay;
        if (burst == null) {
            backgroundOver(now);
        } else if (bursts.contains(burst) && !advance(burst, now)) {
            bursts.remove(burst);
        }
    }

    /**
     * The exchange that was begun has failed, which ends its burst.
     *
     * @param now the present time
     */
    public void failed(long now) {
        if (underWay != null) {
            bursts.remove(underWay);
        }
        leftInSlot = 1;
        backgroundOver(Math.max(now, now + REST_AFTER_FAILURE_NANOS - policy.intervalNanos()));
    }

    private void backgroundOver(long now) {
        leftInSlot--;
        if (leftInSlot > 0) {
            backgroundDue = now + dither(Long.MAX_VALUE);
            return;
        }
        leftInSlot = policy.exchangesPerInterval();
        slot = Math.max(slot, (now - startNanos) / policy.intervalNanos()) + 1;
        backgroundDue = startNanos + slot * policy.intervalNanos() + dither(policy.intervalNanos());
    }

    /** Find the next place of a burst; false if it has none. */
    private boolean advance(Burst burst, long now) {
        burst.next++;
        if (burst.durationNanos == 0) {
            burst.due = now + dither(Long.MAX_VALUE);
            return burst.next < burst.count;
        }
        while (burst.next < burst.count && now - burst.place(burst.next + 1) >= 0) {
            burst.next++;
        }
        burst.due = burst.place(burst.next) + dither(burst.durationNanos / burst.count);
        return burst.next < burst.count;
    }

    private long dither(long mostNanos) {
        return random.nextLong(Math.max(1, Math.min(ditherNanos, mostNanos)));
    }
}
