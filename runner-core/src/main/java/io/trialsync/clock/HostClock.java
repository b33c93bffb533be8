// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The host's timeline: the monotonic clock, anchored once to the Unix epoch and never stepped.
 *
 * <p>Later anchors only record how the wall clock has moved against it; they never change it. Thread-safe and
 * allocation-free except for {@link #anchor()}.
 */
public final class HostClock {

    /** How many readings an anchor is chosen from; five or more agreed within 10 ns where measured. */
    private static final int READINGS = 9;

    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private final HostAnchor origin;

    /**
     * Anchor the monotonic clock to the wall clock.
     *
     * @param nanoTime the monotonic clock, such as {@code System::nanoTime}
     * @param wallClock the wall clock, such as {@code Clock.systemUTC()}
     */
    public HostClock(LongSupplier nanoTime, InstantSource wallClock) {
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        this.origin = anchor();
    }

    /** {@return a host clock on the machine's own clocks, anchored now} */
    public static HostClock system() {
        return new HostClock(System::nanoTime, Clock.systemUTC());
    }

    /** {@return the anchor that defines this timeline} */
    public HostAnchor origin() {
        return origin;
    }

    /** {@return the raw monotonic clock, in nanoseconds of arbitrary origin; the cheapest stamp there is} */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** {@return the present host time, in nanoseconds} */
    public long nowNanos() {
        return toHostNanos(nanoTime.getAsLong());
    }

    /**
     * {@return a raw stamp as host time, in nanoseconds}
     *
     * @param nanoTime a reading of this clock's monotonic source
     */
    public long toHostNanos(long nanoTime) {
        return nanoTime + origin.utcMinusNanoTime();
    }

    /** {@return a new anchor: the narrowest of several readings of both clocks} */
    public HostAnchor anchor() {
        HostAnchor best = read();
        for (int i = 1; i < READINGS; i++) {
            HostAnchor next = read();
            best = next.widthNanos() < best.widthNanos() ? next : best;
        }
        return best;
    }

    private HostAnchor read() {
        long before = nanoTime.getAsLong();
        Instant wall = wallClock.instant();
        long after = nanoTime.getAsLong();
        return new HostAnchor(before + ((after - before) >> 1), toNanos(wall), after - before);
    }

    private static long toNanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
