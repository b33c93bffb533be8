// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.SplicedCurve.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the segments of a model back over the steps before them, so that one unbroken clock is left; or one between every two
 * breaks of the host's timeline, which concern all clocks of a device.
 */
final class StepRemoval {

    private StepRemoval() {}

    static ClockModel apply(ClockModel model) {
        List<ClockSegment> segments = model.segments();
        List<ClockSegment> unbroken = new ArrayList<>();
        List<SegmentBorder> left = new ArrayList<>();
        List<Piece> run = List.of(new Piece(segments.get(0).curve(), 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE));
        int from = 0;
        for (int i = 1; i < segments.size(); i++) {
            Piece last = run.get(run.size() - 1);
            if (model.borders().get(i - 1) == SegmentBorder.STEP) {
                run = with(run, piece(last, segments.get(i - 1), model.jump(i - 1), segments.get(i)));
            } else {
                unbroken.add(join(segments.subList(from, i), run));
                left.add(model.borders().get(i - 1));
                from = i;
                run = List.of(last.goingOnWith(segments.get(i).curve()));
            }
        }
        unbroken.add(join(segments.subList(from, segments.size()), run));
        return model.withSegments(unbroken, left);
    }

    private static List<Piece> with(List<Piece> pieces, Piece next) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(next);
        return more;
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

    private static ClockSegment join(List<ClockSegment> segments, List<Piece> pieces) {
        ClockSegment first = segments.get(0);
        ClockSegment last = segments.get(segments.size() - 1);
        long before = pieces.get(0).movedNanos();
        long moved = pieces.get(pieces.size() - 1).movedNanos();
        if (segments.size() == 1 && moved == 0) {
            return first;
        }
        long from = TimeRange.subtract(first.measuredDevice().earliestNanos(), before);
        long to = Math.max(from, TimeRange.subtract(last.measuredDevice().latestNanos(), moved));
        Bound measuredHost = new Bound(
                first.measuredHost().earliestNanos(), last.measuredHost().latestNanos());
        long earliest = first.possibleDevice().earliestNanos();
        long latest = last.possibleDevice().latestNanos();
        Bound device = new Bound(
                earliest == Long.MIN_VALUE ? earliest : Math.min(from, TimeRange.subtract(earliest, before)),
                latest == Long.MAX_VALUE ? latest : Math.max(to, TimeRange.subtract(latest, moved)));
        Bound host = new Bound(
                first.possibleHost().earliestNanos(), last.possibleHost().latestNanos());
        return ClockSegment.unbroken(new SplicedCurve(pieces), new Bound(from, to), measuredHost)
                .within(device, host);
    }
}
