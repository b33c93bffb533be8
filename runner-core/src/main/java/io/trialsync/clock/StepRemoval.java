// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.SplicedCurve.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the segments of a model over the steps between them and the one in which the sensors started, so that one unbroken
 * clock is left; or one between every two breaks of the host's timeline, which concern all clocks of a device.
 */
final class StepRemoval {

    private StepRemoval() {}

    /** Some segments with only steps between them, from the first up to but without the last. */
    private record Run(int from, int to) {}

    /**
     * @param start the index of the segment in force when the sensors started
     * @param agreedDeviceNanos what that segment's clock showed then
     */
    static ClockModel apply(ClockModel model, int start, long agreedDeviceNanos) {
        Piece[] pieces = moved(model, start);
        List<Run> runs = runs(model);
        List<OffsetCurve> curves =
                runs.stream().map(run -> spliced(model, pieces, run)).toList();
        List<OpenChange> open =
                curves.stream().flatMap(curve -> curve.openChanges().stream()).toList();
        List<ClockSegment> unbroken = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            OffsetCurve curve = curves.get(i);
            OffsetCurve all = open.isEmpty() ? curve : new DoubtedCurve(curve, open, agreedDeviceNanos);
            unbroken.add(join(model, pieces, runs.get(i), all));
        }
        List<SegmentBorder> left = model.borders().stream()
                .filter(border -> border != SegmentBorder.STEP)
                .toList();
        return model.withSegments(unbroken, left);
    }

    /** Every segment's curve, moved by the steps between it and the one in force at the start. */
    private static Piece[] moved(ClockModel model, int start) {
        List<ClockSegment> segments = model.segments();
        Piece[] pieces = new Piece[segments.size()];
        pieces[start] = new Piece(segments.get(start).curve(), 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE);
        for (int i = start; i + 1 < pieces.length; i++) {
            pieces[i + 1] = neighbour(model, pieces[i], i, segments.get(i + 1).curve(), 1);
        }
        for (int i = start; i > 0; i--) {
            pieces[i - 1] =
                    neighbour(model, pieces[i], i - 1, segments.get(i - 1).curve(), -1);
        }
        return pieces;
    }

    /** The piece across a border, later by {@code sign}. */
    private static Piece neighbour(ClockModel model, Piece known, int border, OffsetCurve curve, int sign) {
        if (model.borders().get(border) != SegmentBorder.STEP) {
            return known.goingOnWith(curve);
        }
        ClockStep step = model.jump(border);
        // what is not known of a step shifts both the offset and the device time at which it holds
        long unknown = step.limits().fartherFrom(step.stepNanos());
        long grown = TimeRange.add(unknown, curve.assumptions().growthNanos(unknown));
        return new Piece(
                curve,
                TimeRange.add(known.movedNanos(), sign * step.stepNanos()),
                TimeRange.add(known.unknownNanos(), grown),
                TimeRange.add(known.randomNanos(), noise(model, border)),
                Long.MIN_VALUE,
                Long.MIN_VALUE);
    }

    /** The random parts of both sides of a step; the systematic ones are the same link's and cancel in their difference. */
    private static long noise(ClockModel model, int border) {
        long host = model.jump(border).middleHostNanos();
        return TimeRange.add(
                model.segments().get(border).toDevice(host).uncertainty().randomNanos(),
                model.segments().get(border + 1).toDevice(host).uncertainty().randomNanos());
    }

    private static List<Run> runs(ClockModel model) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < model.segments().size(); i++) {
            if (model.borders().get(i - 1) != SegmentBorder.STEP) {
                runs.add(new Run(from, i));
                from = i;
            }
        }
        runs.add(new Run(from, model.segments().size()));
        return runs;
    }

    private static OffsetCurve spliced(ClockModel model, Piece[] pieces, Run run) {
        Piece first = pieces[run.from()];
        if (run.to() - run.from() == 1 && first.movedNanos() == 0) {
            return first.curve();
        }
        List<Piece> joined = new ArrayList<>();
        joined.add(first);
        for (int i = run.from(); i + 1 < run.to(); i++) {
            long host = model.jump(i).middleHostNanos();
            long device = model.segments().get(i).toDevice(host).deviceNanos();
            joined.add(pieces[i + 1].from(host, TimeRange.subtract(device, pieces[i].movedNanos())));
        }
        return new SplicedCurve(joined);
    }

    private static ClockSegment join(ClockModel model, Piece[] pieces, Run run, OffsetCurve curve) {
        ClockSegment first = model.segments().get(run.from());
        ClockSegment last = model.segments().get(run.to() - 1);
        if (curve == first.curve()) {
            return first;
        }
        long before = pieces[run.from()].movedNanos();
        long moved = pieces[run.to() - 1].movedNanos();
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
        return ClockSegment.unbroken(curve, new Bound(from, to), measuredHost).within(device, host);
    }
}
