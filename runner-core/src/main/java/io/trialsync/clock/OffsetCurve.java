// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;

/**
 * The offset as a function of device time: straight between knots, constant beyond them.
 *
 * <p>Between two knots at distances a and b the limits are the weighted mean of the knots' limits, each grown by the drift
 * limit ρ over its distance; that widens the straight line between the limits by 2ρab/(a+b). A weighted mean of two valid
 * limits is a valid limit, and this one always contains the estimate. Beyond the ends the limits grow by ρ.
 */
final class OffsetCurve {

    private final List<Knot> knots;
    private final long[] deviceNanos;
    private final FitAssumptions assumptions;
    private final long systematicNanos;

    /**
     * @param knots at least one, in strictly rising order of device time
     * @param systematicNanos the systematic part of the uncertainty
     */
    OffsetCurve(List<Knot> knots, FitAssumptions assumptions, long systematicNanos) {
        this.knots = List.copyOf(knots);
        this.deviceNanos = knots.stream().mapToLong(Knot::deviceNanos).toArray();
        this.assumptions = assumptions;
        this.systematicNanos = systematicNanos;
    }

    List<Knot> knots() {
        return knots;
    }

    FitAssumptions assumptions() {
        return assumptions;
    }

    long systematicNanos() {
        return systematicNanos;
    }

    long offsetAt(long device) {
        int right = firstKnotAtOrAfter(device);
        if (right == 0) {
            return knots.get(0).offsetNanos();
        }
        if (right == deviceNanos.length) {
            return knots.get(right - 1).offsetNanos();
        }
        Knot left = knots.get(right - 1);
        return between(left.offsetNanos(), knots.get(right).offsetNanos(), weight(device, right));
    }

    OffsetEstimate at(long device) {
        Bound limits = limitsAt(device);
        long offset = offsetAt(device);
        return new OffsetEstimate(offset, Uncertainty.of(limits.fartherFrom(offset), systematicNanos), limits);
    }

    private Bound limitsAt(long device) {
        int right = firstKnotAtOrAfter(device);
        if (right == 0) {
            return beyond(knots.get(0), device);
        }
        if (right == deviceNanos.length) {
            return beyond(knots.get(right - 1), device);
        }
        Bound l = knots.get(right - 1).limits();
        Bound r = knots.get(right).limits();
        double weight = weight(device, right);
        long width = deviceNanos[right] - deviceNanos[right - 1];
        long growth = assumptions.growthNanos((long) Math.ceil(2 * weight * (1 - weight) * width)) + 1;
        return new Bound(
                        between(l.earliestNanos(), r.earliestNanos(), weight),
                        between(l.latestNanos(), r.latestNanos(), weight))
                .grow(growth);
    }

    private Bound beyond(Knot knot, long device) {
        return knot.limits().grow(assumptions.growthNanos(device - knot.deviceNanos()));
    }

    private int firstKnotAtOrAfter(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        return found >= 0 ? found : -found - 1;
    }

    private double weight(long device, int right) {
        return (double) (device - deviceNanos[right - 1]) / (deviceNanos[right] - deviceNanos[right - 1]);
    }

    private static long between(long left, long right, double weight) {
        return left + Math.round((right - left) * weight);
    }
}
