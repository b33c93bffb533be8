// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.SplicedCurve.Piece;
import java.util.ArrayList;
import java.util.List;

/** Moves the segments of a model back over the steps before them, so that one unbroken clock is left. */
final class StepRemoval {

    private StepRemoval() {}

    static ClockModel apply(ClockModel model) {
        List<ClockSegment> segments = model.segments();
        List<ClockStep> steps = model.steps();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(segments.get(0).curve(), 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE));
        for (int i = 0; i < steps.size(); i++) {
            pieces.add(piece(pieces.get(i), segments.get(i), steps.get(i), segments.get(i + 1)));
        }
        SplicedCurve curve = new SplicedCurve(pieces);
        return new ClockModel(model.estimator(), model.assumptions(), List.of(join(model, curve, pieces)));
    }

    private static Piece piece(Piece previous, ClockSegment before, ClockStep step, ClockSegment after) {
        long host = step.middleHostNanos();
        DeviceTime left = before.toDevice(host);
        DeviceTime right = after.toDevice(host);
        FitAssumptions assumptions = after.curve().assumptions();
        // what is not known of a step shifts both the offset and the device time at which it holds
        long unknown = step.limits().fartherFrom(step.stepNanos());
        long grown = TimeRange.add(unknown, assumptions.growthNanos(unknown));
        // the systematic parts of both sides are the same link's and cancel in their difference
        long random = TimeRange.add(
                left.uncertainty().randomNanos(), right.uncertainty().randomNanos());
        return new Piece(
                after.curve(),
                TimeRange.add(previous.movedNanos(), step.stepNanos()),
                TimeRange.add(previous.unknownNanos(), grown),
                TimeRange.add(previous.randomNanos(), random),
                host,
                TimeRange.subtract(left.deviceNanos(), previous.movedNanos()));
    }

    private static ClockSegment join(ClockModel model, SplicedCurve curve, List<Piece> pieces) {
        ClockSegment first = model.segments().get(0);
        ClockSegment last = model.segments().get(model.segments().size() - 1);
        long moved = pieces.get(pieces.size() - 1).movedNanos();
        long from = first.measuredDevice().earliestNanos();
        return ClockSegment.unbroken(
                curve,
                new Bound(
                        from,
                        Math.max(from, TimeRange.subtract(last.measuredDevice().latestNanos(), moved))),
                new Bound(
                        first.measuredHost().earliestNanos(),
                        last.measuredHost().latestNanos()));
    }
}
