// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Baseline after Tobii's guide to time synchronisation: of every few consecutive exchanges keep the one with the lowest
 * round trip time, and draw straight lines between these sync points.
 *
 * <p>Beyond the first and last point the offset is held. The limits are those of the points (± RTT/2 and the stamp
 * resolution), grown by the drift limit; the uncertainty reaches to the farther limit.
 */
public final class LowestRoundTrip implements ClockEstimator {

    private static final int DEFAULT_GROUP_SIZE = 4;

    private final int groupSize;

    /** Keep one exchange of every four. */
    public LowestRoundTrip() {
        this(DEFAULT_GROUP_SIZE);
    }

    /**
     * Keep one exchange of every group.
     *
     * @param groupSize how many consecutive exchanges form a group, at least one; a shorter rest joins the last full group
     * @throws IllegalArgumentException if the group size is not positive
     */
    public LowestRoundTrip(int groupSize) {
        if (groupSize < 1) {
            throw new IllegalArgumentException("group size [" + groupSize + "] is not positive");
        }
        this.groupSize = groupSize;
    }

    @Override
    public String name() {
        return "lowest-rtt";
    }

    @Override
    public ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions) {
        return new StretchFit(assumptions)
                .fit(name(), exchanges, stretch -> throughPoints(bestOfGroups(stretch, assumptions), assumptions));
    }

    /**
     * Draw straight lines between given sync points, without choosing among them and without looking for steps.
     *
     * @param points at least one, in any order; of several at one device time the narrowest is kept
     * @param assumptions what may be taken for granted
     * @return a model of one segment
     * @throws IllegalArgumentException if there are no points
     */
    public static ClockModel interpolate(List<SyncPoint> points, FitAssumptions assumptions) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("no sync points given; at least one is needed");
        }
        OffsetCurve curve = throughPoints(points, assumptions);
        List<Knot> knots = curve.knots();
        Knot first = knots.get(0);
        Knot last = knots.get(knots.size() - 1);
        long firstHost = first.deviceNanos() + first.offsetNanos();
        ClockSegment segment = ClockSegment.unbroken(
                curve,
                new Bound(first.deviceNanos(), last.deviceNanos()),
                new Bound(firstHost, firstHost).including(last.deviceNanos() + last.offsetNanos()));
        return new ClockModel("lowest-rtt", assumptions, List.of(segment));
    }

    private List<SyncPoint> bestOfGroups(List<Exchange> stretch, FitAssumptions assumptions) {
        List<Exchange> warm = stretch.stream().filter(e -> !e.first()).toList();
        List<Exchange> usable = warm.isEmpty() ? stretch : warm;
        List<SyncPoint> points = new ArrayList<>();
        int groups = Math.max(1, usable.size() / groupSize);
        for (int group = 0; group < groups; group++) {
            int end = group == groups - 1 ? usable.size() : (group + 1) * groupSize;
            Exchange best = usable.subList(group * groupSize, end).stream()
                    .min(Comparator.comparingLong(Exchange::roundTripNanos))
                    .orElseThrow();
            points.add(best.syncPoint(assumptions));
        }
        return points;
    }

    private static OffsetCurve throughPoints(List<SyncPoint> points, FitAssumptions assumptions) {
        List<SyncPoint> ordered = new ArrayList<>(points);
        ordered.sort(Comparator.comparingLong(SyncPoint::deviceNanos)
                .thenComparingLong(point -> point.offsetLimits().widthNanos()));
        List<Knot> knots = new ArrayList<>();
        long narrowest = Long.MAX_VALUE;
        for (SyncPoint point : ordered) {
            Bound limits = point.offsetLimits();
            narrowest = Math.min(narrowest, limits.widthNanos());
            if (knots.isEmpty() || knots.get(knots.size() - 1).deviceNanos() < point.deviceNanos()) {
                knots.add(new Knot(point.deviceNanos(), point.offsetNanos(), limits));
            }
        }
        return new StraightCurve(knots, assumptions, TimeRange.halfUp(narrowest));
    }
}
