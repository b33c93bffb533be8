// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The offset of a clock that takes part in slews but not in steps, where some changes may be either: limits and uncertainty
 * cover both, from each such change on, seen from the time at which the clock agreed with the one that was measured.
 *
 * <p>The estimate takes them for slews. Immutable.
 *
 * @param curve what was measured
 * @param changes what may be a step or a slew
 * @param agreedNanos a device time at which the two clocks agreed
 */
record DoubtedCurve(OffsetCurve curve, List<OpenChange> changes, long agreedNanos) implements OffsetCurve {

    private static final int MOST_TEXTS = 3;

    DoubtedCurve {
        changes = List.copyOf(changes);
    }

    @Override
    public List<Knot> knots() {
        return curve.knots().stream()
                .map(knot -> {
                    OffsetEstimate estimate = at(knot.deviceNanos());
                    return new Knot(
                            knot.deviceNanos(),
                            estimate.offsetNanos(),
                            knot.driftPpm(),
                            estimate.uncertainty(),
                            estimate.limits());
                })
                .toList();
    }

    @Override
    public FitAssumptions assumptions() {
        return curve.assumptions();
    }

    @Override
    public long systematicNanos() {
        return curve.systematicNanos();
    }

    @Override
    public List<OpenChange> openChanges() {
        return changes;
    }

    @Override
    public String evidence() {
        String texts = changes.stream().limit(MOST_TEXTS).map(OpenChange::text).collect(Collectors.joining("; "));
        int more = changes.size() - MOST_TEXTS;
        return curve.evidence() + "; " + texts + (more > 0 ? "; and so may " + more + " more" : "")
                + "; the sensor clock's limits cover both";
    }

    @Override
    public long offsetAt(long device) {
        return curve.offsetAt(device);
    }

    @Override
    public boolean bendsWithin(long from, long to) {
        return curve.bendsWithin(from, to);
    }

    @Override
    public long deviceAt(long host) {
        return curve.deviceAt(host);
    }

    @Override
    public OffsetEstimate at(long device) {
        OffsetEstimate measured = curve.at(device);
        long lower = 0;
        long higher = 0;
        long random = 0;
        for (OpenChange change : changes) {
            boolean after = device >= change.device().earliestNanos()
                    && agreedNanos <= change.device().latestNanos();
            boolean before = device <= change.device().latestNanos()
                    && agreedNanos >= change.device().earliestNanos();
            long most = Math.max(0, change.limits().latestNanos());
            long least = Math.max(0, TimeRange.subtract(0, change.limits().earliestNanos()));
            // a step ahead lets the measured offset fall, and that of the other clock stay
            higher = TimeRange.add(higher, Math.max(after ? most : 0, before ? least : 0));
            lower = TimeRange.add(lower, Math.max(after ? least : 0, before ? most : 0));
            random = TimeRange.add(random, after || before ? Math.abs(change.changeNanos()) : 0);
        }
        // the other clock shows another time by as much, and the offset drifts meanwhile
        long drifted = assumptions().growthNanos((double) Math.max(lower, higher));
        Bound limits = new Bound(
                TimeRange.subtract(measured.limits().earliestNanos(), TimeRange.add(lower, drifted)),
                TimeRange.add(measured.limits().latestNanos(), TimeRange.add(higher, drifted)));
        Uncertainty uncertainty = new Uncertainty(
                TimeRange.add(measured.uncertainty().randomNanos(), random),
                measured.uncertainty().systematicNanos());
        return new OffsetEstimate(
                measured.offsetNanos(), uncertainty.atMost(limits.fartherFrom(measured.offsetNanos())), limits);
    }
}
