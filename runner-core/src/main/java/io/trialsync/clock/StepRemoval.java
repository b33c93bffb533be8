// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/** Moves the segments of a model back over the steps before them, so that one unbroken clock is left. */
final class StepRemoval {

    private StepRemoval() {}

    static ClockModel apply(ClockModel model) {
        List<Knot> knots = new ArrayList<>(model.segments().get(0).knots());
        long moved = 0;
        long unknown = 0;
        List<ClockStep> steps = model.steps();
        for (int i = 0; i < steps.size(); i++) {
            ClockStep step = steps.get(i);
            moved = TimeRange.add(moved, step.stepNanos());
            unknown = TimeRange.add(unknown, step.limits().fartherFrom(step.stepNanos()));
            for (Knot knot : model.segments().get(i + 1).knots()) {
                addIfLater(knots, moved(knot, moved, grown(model, unknown)));
            }
        }
        return new ClockModel(model.estimator(), model.assumptions(), List.of(join(model, knots, moved)));
    }

    /** What is not known of a step shifts both the offset and the device time at which it holds. */
    private static long grown(ClockModel model, long unknownNanos) {
        return TimeRange.add(unknownNanos, model.assumptions().growthNanos(unknownNanos));
    }

    private static Knot moved(Knot knot, long stepNanos, long unknownNanos) {
        return new Knot(
                TimeRange.subtract(knot.deviceNanos(), stepNanos),
                TimeRange.add(knot.offsetNanos(), stepNanos),
                knot.limits().shift(stepNanos).grow(unknownNanos));
    }

    private static void addIfLater(List<Knot> knots, Knot knot) {
        if (knot.deviceNanos() > knots.get(knots.size() - 1).deviceNanos()) {
            knots.add(knot);
        }
    }

    private static ClockSegment join(ClockModel model, List<Knot> knots, long moved) {
        ClockSegment first = model.segments().get(0);
        ClockSegment last = model.segments().get(model.segments().size() - 1);
        long systematic = model.segments().stream()
                .mapToLong(ClockSegment::systematicNanos)
                .max()
                .orElseThrow();
        long from = first.measuredDevice().earliestNanos();
        return ClockSegment.unbroken(
                new OffsetCurve(knots, model.assumptions(), systematic),
                new Bound(
                        from,
                        Math.max(from, TimeRange.subtract(last.measuredDevice().latestNanos(), moved))),
                new Bound(
                        first.measuredHost().earliestNanos(),
                        last.measuredHost().latestNanos()));
    }
}
