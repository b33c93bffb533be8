// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Continues counters that start again at zero after 2ⁿ ticks, as a 32-bit count of microseconds does every 71.6 minutes.
 *
 * <p>The host tells how many turns a pause may have taken: of all readings that the counter may stand for, the one closest to
 * what the time on the host makes likely is taken. Unwrap before fitting; a fit would see each turn as a clock set back.
 */
public final class Unwrap {

    private static final int MOST_BITS = 62;

    private Unwrap() {}

    /**
     * {@return the readings continued without their turns, in nanoseconds, the first one as it stands}
     *
     * @param counts what the counter showed, in ticks, in order of time; each from 0 to 2^bits − 1
     * @param hostNanos about when each was read, on the host, in nanoseconds; off by less than a quarter of a turn
     * @param tickNanos the length of a tick, in nanoseconds, positive
     * @param bits the width of the counter, 1 to 62, a turn of less than 146 years
     * @throws IllegalArgumentException if the arrays differ in length or a value is out of range
     */
    public static long[] nanos(long[] counts, long[] hostNanos, long tickNanos, int bits) {
        if (counts.length != hostNanos.length) {
            throw new IllegalArgumentException(
                    "[" + counts.length + "] counts and [" + hostNanos.length + "] host times; one each is needed");
        }
        if (bits < 1 || bits > MOST_BITS || tickNanos < 1 || tickNanos > TimeRange.LARGEST_NANOS >> bits) {
            throw new IllegalArgumentException("a counter of [" + bits + "] bits with ticks of [" + tickNanos
                    + "] ns does not turn within 146 years");
        }
        long turn = tickNanos << bits;
        long[] nanos = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || counts[i] >> bits != 0) {
                throw new IllegalArgumentException(
                        "count [" + counts[i] + "] at index [" + i + "] does not fit into [" + bits + "] bits");
            }
            TimeRange.require("host time", hostNanos[i]);
            long shown = counts[i] * tickNanos;
            nanos[i] = i == 0 ? shown : closest(shown, nanos[i - 1] + hostNanos[i] - hostNanos[i - 1], turn);
            TimeRange.require("unwrapped device time", nanos[i]);
        }
        return nanos;
    }

    private static long closest(long shown, long likely, long turn) {
        return likely + Math.floorMod(shown - likely + turn / 2, turn) - turn / 2;
    }
}
