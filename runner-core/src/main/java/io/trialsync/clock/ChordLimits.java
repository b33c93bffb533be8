// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * One-sided limits of a clock that is never slewed: between two device times at which an offset is limited, it stays within
 * the chord between the two limits and what a drift that changes by at most α can bulge from it, α a b / 2 at distances a and
 * b.
 *
 * <p>Of each group of exchanges the tightest limit is taken; a limit that lies beyond the chord between its neighbours is
 * drawn in to it. For limits from below everything is done with the sign turned. Immutable.
 */
final class ChordLimits {

    private static final int ROUNDS = 6;
    private static final double ROUNDING_NANOS = 2;

    private final int sign;
    private final double change;
    private final long[] deviceNanos;
    private final long[] limitNanos;

    private ChordLimits(int sign, double change, long[] deviceNanos, long[] limitNanos) {
        this.sign = sign;
        this.change = change;
        this.deviceNanos = deviceNanos;
        this.limitNanos = limitNanos;
        for (int round = 0; round < ROUNDS; round++) {
            drawIn();
        }
    }

    /**
     * {@return limits from above (sign 1) or below (sign −1)}
     *
     * @param device the device times of the exchanges, rising
     * @param limits the offsets at which each limits
     * @param changePpmPerSecond α
     */
    static ChordLimits of(int sign, long[] device, long[] limits, double changePpmPerSecond) {
        long[] at = new long[device.length];
        long[] tightest = new long[device.length];
        int count = 0;
        long started = 0;
        for (int i = 0; i < device.length; i++) {
            boolean starts = i == 0
                    || TimeRange.distance(device[i], device[i - 1]) > CellSeries.LONGEST_PAUSE_SECONDS * 1e9
                    || TimeRange.distance(device[i], started) > CellSeries.LONGEST_CELL_SECONDS * 1e9;
            if (starts) {
                started = device[i];
            }
            if (starts && (count == 0 || device[i] > at[count - 1])) {
                count++;
            } else if (sign * limits[i] >= tightest[count - 1]) {
                continue;
            }
            at[count - 1] = device[i];
            tightest[count - 1] = sign * limits[i];
        }
        return new ChordLimits(sign, changePpmPerSecond, Arrays.copyOf(at, count), Arrays.copyOf(tightest, count));
    }

    private void drawIn() {
        for (int i = 1; i + 1 < deviceNanos.length; i++) {
            limitNanos[i] = Math.min(limitNanos[i], chord(i - 1, i + 1, deviceNanos[i]));
        }
    }

    /** {@return the limit at a device time; the end of {@code long} before the first and after the last exchange} */
    long at(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        int right = found >= 0 ? found : -found - 1;
        if (found >= 0) {
            return sign * limitNanos[right];
        }
        return right == 0 || right == deviceNanos.length
                ? sign * Long.MAX_VALUE
                : sign * chord(right - 1, right, device);
    }

    private long chord(int left, int right, long device) {
        double after = TimeRange.distance(device, deviceNanos[left]);
        double before = TimeRange.distance(deviceNanos[right], device);
        double rise = TimeRange.distance(limitNanos[right], limitNanos[left]);
        double bulge = change * 1e-6 * after * before * 1e-9 / 2;
        double above = rise * after / (after + before) + bulge + ROUNDING_NANOS;
        return TimeRange.add(limitNanos[left], (long) Math.ceil(above));
    }
}
