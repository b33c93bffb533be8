// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * A curve over one turn of a counter: of a clock that counts on, seen through readings that started again at zero. Immutable.
 *
 * @param whole the curve of the clock that counts on
 * @param movedNanos what its time is ahead of the reading by in this turn, a multiple of the turn's length
 * @param knots those of the turn, by their readings; at least one
 */
record TurnedCurve(OffsetCurve whole, long movedNanos, List<Knot> knots) implements OffsetCurve {

    static TurnedCurve of(OffsetCurve whole, long movedNanos, Bound readings) {
        List<Knot> inside = whole.knots().stream()
                .filter(knot -> readings.contains(knot.deviceNanos() - movedNanos))
                .map(knot -> moved(knot, movedNanos))
                .toList();
        return new TurnedCurve(
                whole, movedNanos, inside.isEmpty() ? List.of(nearest(whole, movedNanos, readings)) : inside);
    }

    /** A turn without exchanges still has an offset: the one that it begins with. */
    private static Knot nearest(OffsetCurve whole, long movedNanos, Bound readings) {
        long device = readings.earliestNanos() + movedNanos;
        OffsetEstimate at = whole.at(device);
        return moved(new Knot(device, at.offsetNanos(), Double.NaN, at.uncertainty(), at.limits()), movedNanos);
    }

    private static Knot moved(Knot knot, long nanos) {
        return new Knot(
                knot.deviceNanos() - nanos,
                knot.offsetNanos() + nanos,
                knot.driftPpm(),
                knot.uncertainty(),
                knot.limits().shift(nanos));
    }

    @Override
    public FitAssumptions assumptions() {
        return whole.assumptions();
    }

    @Override
    public long systematicNanos() {
        return whole.systematicNanos();
    }

    @Override
    public String evidence() {
        return whole.evidence();
    }

    @Override
    public List<OpenChange> openChanges() {
        return whole.openChanges().stream()
                .map(change -> change.shift(TimeRange.subtract(0, movedNanos)))
                .toList();
    }

    @Override
    public long offsetAt(long device) {
        return TimeRange.add(whole.offsetAt(TimeRange.add(device, movedNanos)), movedNanos);
    }

    @Override
    public OffsetEstimate at(long device) {
        OffsetEstimate at = whole.at(TimeRange.add(device, movedNanos));
        return new OffsetEstimate(
                TimeRange.add(at.offsetNanos(), movedNanos),
                at.uncertainty(),
                at.limits().shift(movedNanos));
    }

    @Override
    public boolean bendsWithin(long from, long to) {
        return whole.bendsWithin(TimeRange.add(from, movedNanos), TimeRange.add(to, movedNanos));
    }

    @Override
    public long deviceAt(long host) {
        return TimeRange.subtract(whole.deviceAt(host), movedNanos);
    }
}
