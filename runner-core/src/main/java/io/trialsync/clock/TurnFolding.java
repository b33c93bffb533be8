// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/** Cuts the model of a clock that counts on into the turns of a counter, so that it takes and gives what the counter shows. */
final class TurnFolding {

    /** How far before the first and after the last exchange readings are looked for: a recording is synchronised all along. */
    static final long AROUND_NANOS = 600_000_000_000L;

    private final long turnNanos;
    private final List<ClockSegment> segments = new ArrayList<>();
    private final List<SegmentBorder> borders = new ArrayList<>();

    private TurnFolding(long turnNanos) {
        this.turnNanos = turnNanos;
    }

    static ClockModel fold(ClockModel model, long turnNanos, String finding) {
        TurnFolding folding = new TurnFolding(turnNanos);
        for (int i = 0; i < model.segments().size(); i++) {
            if (i > 0) {
                folding.borders.add(model.borders().get(i - 1));
            }
            folding.add(model.segments().get(i));
        }
        return model.withSegments(folding.segments, folding.borders).finding(finding);
    }

    private void add(ClockSegment segment) {
        Bound shown = considered(segment);
        long first = Math.floorDiv(shown.earliestNanos(), turnNanos);
        long last = Math.floorDiv(shown.latestNanos(), turnNanos);
        long fromHost = segment.possibleHost().earliestNanos();
        for (long turn = first; turn <= last; turn++) {
            long toHost = turn == last
                    ? segment.possibleHost().latestNanos()
                    : Math.max(fromHost, hostAt(segment, (turn + 1) * turnNanos) - 1);
            segments.add(turn(segment, turn * turnNanos, shown, new Bound(Math.min(fromHost, toHost), toHost)));
            if (turn < last) {
                borders.add(SegmentBorder.TURN);
                fromHost = toHost + 2;
            }
        }
    }

    /** A segment without end would show every reading in every turn; a recording begins and ends close to its exchanges. */
    private Bound considered(ClockSegment segment) {
        Bound possible = segment.possibleDevice();
        Bound near = segment.measuredDevice().grow(AROUND_NANOS);
        return new Bound(
                Math.max(possible.earliestNanos(), near.earliestNanos()),
                Math.min(possible.latestNanos(), near.latestNanos()));
    }

    private static long hostAt(ClockSegment segment, long device) {
        return TimeRange.add(device, segment.curve().offsetAt(device));
    }

    private ClockSegment turn(ClockSegment segment, long moved, Bound shown, Bound host) {
        Bound readings = new Bound(
                Math.max(0, shown.earliestNanos() - moved), Math.min(turnNanos - 1, shown.latestNanos() - moved));
        Bound measured = clamp(segment.measuredDevice().shift(-moved), readings);
        Bound measuredHost = clamp(segment.measuredHost(), host);
        return ClockSegment.unbroken(TurnedCurve.of(segment.curve(), moved, readings), measured, measuredHost)
                .within(readings, host);
    }

    /** The part of a range inside another one, or the end that is next to it. */
    private static Bound clamp(Bound range, Bound into) {
        return new Bound(clamp(range.earliestNanos(), into), clamp(range.latestNanos(), into));
    }

    private static long clamp(long nanos, Bound into) {
        return Math.max(into.earliestNanos(), Math.min(nanos, into.latestNanos()));
    }
}
