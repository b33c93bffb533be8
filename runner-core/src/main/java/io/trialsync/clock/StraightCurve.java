// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;

/**
 * The offset as a function of device time: straight between knots, constant beyond them.
 *
 * <p>Between two knots at distances a and b the limits are the weighted mean of the knots' limits, each grown by the drift
 * limit ρ over its distance; that widens the straight line between the limits by 2ρab/(a+b). A weighted mean of two valid
 * limits is a valid limit, and this one always contains the estimate. Beyond the ends the limits grow by ρ. Immutable.
 */
final class StraightCurve implements OffsetCurve {

    /** No offset can be larger, so that no limit needs to be; differences of two limits then fit into a {@code long}. */
    private static final long LARGEST_OFFSET_NANOS = (1L << 62) - 1;

    private final List<Knot> knots;
    private final long[] deviceNanos;
    private final long[] offsetNanos;
    private final long[] earliestNanos;
    private final long[] latestNanos;
    private final FitAssumptions assumptions;
    private final long systematicNanos;

    /**
     * @param knots at least one, in strictly rising order of device time
     * @param systematicNanos the systematic part of the uncertainty
     */
    StraightCurve(List<Knot> knots, FitAssumptions assumptions, long systematicNanos) {
        this.knots = List.copyOf(knots);
        this.deviceNanos = knots.stream().mapToLong(Knot::deviceNanos).toArray();
        this.offsetNanos = knots.stream().mapToLong(Knot::offsetNanos).toArray();
        this.earliestNanos = knots.stream()
                .mapToLong(knot -> Math.max(-LARGEST_OFFSET_NANOS, knot.limits().earliestNanos()))
                .toArray();
        this.latestNanos = knots.stream()
                .mapToLong(knot -> Math.min(LARGEST_OFFSET_NANOS, knot.limits().latestNanos()))
                .toArray();
        this.assumptions = assumptions;
        this.systematicNanos = systematicNanos;
    }

    @Override
    public List<Knot> knots() {
        return knots;
    }

    @Override
    public String evidence() {
        return "straight lines between " + knots.size() + (knots.size() == 1 ? " point" : " points");
    }

    @Override
    public FitAssumptions assumptions() {
        return assumptions;
    }

    @Override
    public long systematicNanos() {
        return systematicNanos;
    }

    /** {@return the estimated offset alone; the quick way for bulk conversion} */
    /** {@return none: a line from point to point does not tell what is sudden} */
    @Override
    public List<OpenChange> openChanges() {
        return List.of();
    }

    @Override
    public long offsetAt(long device) {
        int right = firstKnotAtOrAfter(device);
        if (right == 0) {
            return offsetNanos[0];
        }
        return right == deviceNanos.length
                ? offsetNanos[right - 1]
                : between(offsetNanos, right, weightOfRight(device, right));
    }

    @Override
    public boolean bendsWithin(long from, long to) {
        int next = firstKnotAtOrAfter(from);
        return next < deviceNanos.length && deviceNanos[next] <= to;
    }

    @Override
    public OffsetEstimate at(long device) {
        int right = firstKnotAtOrAfter(device);
        if (right == 0 || right == deviceNanos.length) {
            return beyond(right == 0 ? 0 : right - 1, device);
        }
        double weight = weightOfRight(device, right);
        double detour = 2 * weight * (1 - weight) * (deviceNanos[right] - deviceNanos[right - 1]);
        long growth = assumptions.growthNanos(detour) + roundingOf(right);
        return estimate(
                between(offsetNanos, right, weight),
                between(earliestNanos, right, weight) - growth,
                between(latestNanos, right, weight) + growth);
    }

    /**
     * {@return a device time that this curve puts at a host time}
     *
     * <p>Estimates that are noisier than the drift limit allows can make a later device time come out earlier; there is
     * always at least one solution, and one is found.
     */
    @Override
    public long deviceAt(long host) {
        int below = -1;
        int above = deviceNanos.length;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (hostOf(middle) <= host) {
                below = middle;
            } else {
                above = middle;
            }
        }
        if (below < 0) {
            return host - offsetNanos[0];
        }
        if (above == deviceNanos.length) {
            return host - offsetNanos[below];
        }
        double share = TimeRange.distance(host, hostOf(below)) / TimeRange.distance(hostOf(above), hostOf(below));
        return host - between(offsetNanos, above, share);
    }

    private long hostOf(int knot) {
        return deviceNanos[knot] + offsetNanos[knot];
    }

    private OffsetEstimate beyond(int knot, long device) {
        long growth = assumptions.growthNanos(TimeRange.distance(device, deviceNanos[knot]));
        return estimate(
                offsetNanos[knot],
                TimeRange.subtract(earliestNanos[knot], growth),
                TimeRange.add(latestNanos[knot], growth));
    }

    private OffsetEstimate estimate(long offset, long earliest, long latest) {
        Bound limits = new Bound(Math.min(offset, earliest), Math.max(offset, latest));
        return new OffsetEstimate(offset, Uncertainty.of(limits.fartherFrom(offset), systematicNanos), limits);
    }

    private int firstKnotAtOrAfter(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        return found >= 0 ? found : -found - 1;
    }

    private double weightOfRight(long device, int right) {
        return (double) (device - deviceNanos[right - 1]) / (deviceNanos[right] - deviceNanos[right - 1]);
    }

    private static long between(long[] values, int right, double weight) {
        long left = values[right - 1];
        return left + Math.round((values[right] - left) * weight);
    }

    /** How far {@link #between} may be off for this pair of limits: 1 ns, and more only for limits months apart. */
    private long roundingOf(int right) {
        long widest = Math.max(
                Math.abs(earliestNanos[right] - earliestNanos[right - 1]),
                Math.abs(latestNanos[right] - latestNanos[right - 1]));
        return 1 + (widest >> 50);
    }
}
