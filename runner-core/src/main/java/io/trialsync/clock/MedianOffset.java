// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Comparator;
import java.util.List;

/**
 * Baseline after Pupil Labs' guide to time synchronisation: the median of the first offsets, held as one constant.
 *
 * <p>The constant is given the limits of the exchange in the middle (of the mean of the two, for an even number) at its
 * device time, and they grow by the drift limit from there; the uncertainty reaches to the farther limit.
 */
public final class MedianOffset implements ClockEstimator {

    private static final int DEFAULT_COUNT = 50;

    private final int count;

    /** Take the median of the first 50 offsets. */
    public MedianOffset() {
        this(DEFAULT_COUNT);
    }

    /**
     * Take the median of the first offsets.
     *
     * @param count of how many, at least one; of all, if there are fewer
     * @throws IllegalArgumentException if the count is not positive
     */
    public MedianOffset(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count [" + count + "] is not positive");
        }
        this.count = count;
    }

    @Override
    public String name() {
        return "median-offset";
    }

    @Override
    public ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions) {
        return new StretchFit(assumptions).fit(name(), exchanges, stretch -> constant(stretch, assumptions));
    }

    private OffsetCurve constant(List<Exchange> stretch, FitAssumptions assumptions) {
        List<Exchange> warm = stretch.stream().filter(e -> !e.first()).toList();
        List<SyncPoint> sorted = (warm.isEmpty() ? stretch : warm)
                .stream()
                        .limit(count)
                        .map(exchange -> exchange.syncPoint(assumptions))
                        .sorted(Comparator.comparingLong(SyncPoint::offsetNanos))
                        .toList();
        Knot knot = middle(sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() / 2), assumptions);
        return new StraightCurve(
                List.of(knot), assumptions, TimeRange.halfUp(knot.limits().widthNanos()));
    }

    private static Knot middle(SyncPoint one, SyncPoint other, FitAssumptions assumptions) {
        long apart = assumptions.growthNanos(TimeRange.distance(one.deviceNanos(), other.deviceNanos()));
        Bound ones = one.offsetLimits();
        Bound others = other.offsetLimits();
        Bound limits = new Bound(
                TimeRange.mean(ones.earliestNanos(), others.earliestNanos()),
                TimeRange.mean(ones.latestNanos(), others.latestNanos()));
        return new Knot(
                TimeRange.mean(one.deviceNanos(), other.deviceNanos()),
                TimeRange.mean(one.offsetNanos(), other.offsetNanos()),
                limits.grow(apart + 1));
    }
}
