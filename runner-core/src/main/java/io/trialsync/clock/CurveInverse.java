// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** Finds the device time that a curve puts at a host time. */
final class CurveInverse {

    private static final int QUICK_STEPS = 8;
    private static final long LARGEST_NANOS = Long.MAX_VALUE / 2;

    private CurveInverse() {}

    /**
     * Solve h = d + θ(d) by d ← h − θ(d), which gains a factor of a thousand a step for any real drift, and by halving where an
     * estimate is as steep as no clock is.
     */
    static long deviceAt(OffsetCurve curve, long host, long start) {
        long device = inRange(start);
        for (int i = 0; i < QUICK_STEPS; i++) {
            long next = inRange(host - curve.offsetAt(device));
            if (next == device) {
                return device;
            }
            device = next;
        }
        return halving(curve, host, device);
    }

    private static long halving(OffsetCurve curve, long host, long device) {
        long below = device;
        long above = device;
        for (long step = 1; early(curve, below, host) > 0 && below > -LARGEST_NANOS; step *= 2) {
            below = Math.max(-LARGEST_NANOS, below - step);
        }
        for (long step = 1; early(curve, above, host) < 0 && above < LARGEST_NANOS; step *= 2) {
            above = Math.min(LARGEST_NANOS, above + step);
        }
        while (above - below > 1) {
            long middle = below + ((above - below) >> 1);
            if (early(curve, middle, host) <= 0) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return -early(curve, below, host) <= early(curve, above, host) ? below : above;
    }

    /** How much later than the host time a device time comes out. */
    private static long early(OffsetCurve curve, long device, long host) {
        return TimeRange.subtract(TimeRange.add(device, curve.offsetAt(device)), host);
    }

    private static long inRange(long device) {
        return Math.max(-LARGEST_NANOS, Math.min(LARGEST_NANOS, device));
    }
}
