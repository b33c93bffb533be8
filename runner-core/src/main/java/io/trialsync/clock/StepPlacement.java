// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Places steps within the gaps that the exchanges leave around them, by a stream that is stamped by the stepping clock.
 *
 * <p>Seen from the segment it does not belong to, a sample seems to have been under way for the step's length more or less. So
 * wherever the step is more than twice as long as all delays of the stream differ elsewhere, each sample tells its side, and the step
 * lies between the last sample of one side and the first of the other.
 */
final class StepPlacement {

    private final ArrivalSeries arrivals;

    StepPlacement(ArrivalSeries arrivals) {
        this.arrivals = arrivals;
    }

    ClockModel apply(ClockModel model) {
        List<ClockSegment> segments = new ArrayList<>(model.segments());
        List<ClockStep> steps = model.steps();
        for (int i = 0; i < steps.size(); i++) {
            place(segments, i, steps.get(i));
        }
        return new ClockModel(model.estimator(), model.assumptions(), segments);
    }

    private void place(List<ClockSegment> segments, int index, ClockStep step) {
        ClockSegment before = segments.get(index);
        ClockSegment after = segments.get(index + 1);
        Delays usual = Delays.of(beside(before), before.curve()).and(Delays.of(beside(after), after.curve()));
        long length = Math.abs(step.stepNanos());
        Sides sides = usual.isEmpty() || length / 2 <= usual.spreadNanos()
                ? new Sides(step.host(), false)
                : sides(before, after, step.host(), usual);
        if (!sides.inOrder()) {
            segments.set(index + 1, after.redrawn(after.curve(), unplaced(length, usual)));
            return;
        }
        segments.set(index, endingBy(before, sides.host().latestNanos()));
        String placed = String.format(
                Locale.ROOT,
                "live stream: places the step of %.3f ms within %.3f s, the exchanges alone within %.3f s",
                step.stepNanos() * 1e-6,
                sides.host().widthNanos() * 1e-9,
                step.host().widthNanos() * 1e-9);
        segments.set(
                index + 1, startingFrom(after, sides.host().earliestNanos()).redrawn(after.curve(), placed));
    }

    private static String unplaced(long length, Delays usual) {
        if (usual.isEmpty()) {
            return "live stream: cannot place the step, since nothing arrived beside it";
        }
        if (length / 2 > usual.spreadNanos()) {
            return "live stream: cannot place the step, since its samples lie on either side by turns";
        }
        return String.format(
                Locale.ROOT,
                "live stream: cannot place the step of %.3f ms, since its own delays differ by %.3f ms",
                length * 1e-6,
                usual.spreadNanos() * 1e-6);
    }

    private static ClockSegment endingBy(ClockSegment segment, long latestHost) {
        Bound device = segment.possibleDevice();
        long shown = segment.toDevice(latestHost).limits().latestNanos();
        long latest = Math.max(segment.measuredDevice().latestNanos(), Math.min(device.latestNanos(), shown));
        return segment.within(
                new Bound(device.earliestNanos(), latest),
                new Bound(segment.possibleHost().earliestNanos(), latestHost));
    }

    private static ClockSegment startingFrom(ClockSegment segment, long earliestHost) {
        Bound device = segment.possibleDevice();
        long shown = segment.toDevice(earliestHost).limits().earliestNanos();
        long earliest = Math.min(segment.measuredDevice().earliestNanos(), Math.max(device.earliestNanos(), shown));
        return segment.within(
                new Bound(earliest, device.latestNanos()),
                new Bound(earliestHost, segment.possibleHost().latestNanos()));
    }

    /** What arrived during the exchanges of a segment and was surely stamped in it. */
    private List<Arrival> beside(ClockSegment segment) {
        Bound measured = segment.measuredHost();
        return arrivals.during(
                TimeRange.add(measured.earliestNanos(), WitnessedFit.UNDER_WAY_NANOS), measured.latestNanos());
    }

    /**
     * On which side of a step the samples in its gap lie.
     *
     * @param host when the step happened, as far as they tell
     * @param inOrder whether all those of the one side arrived before all those of the other
     */
    private record Sides(Bound host, boolean inOrder) {}

    private Sides sides(ClockSegment before, ClockSegment after, Bound gap, Delays usual) {
        long earliest = gap.earliestNanos();
        long latest = gap.latestNanos();
        boolean passed = false;
        for (Arrival arrival : arrivals.during(earliest, latest)) {
            long device = arrival.deviceNanos();
            boolean isAfter = usual.distance(arrival, after.curve()) < usual.distance(arrival, before.curve());
            if (isAfter) {
                Bound shown = after.curve().at(device).limits().shift(device);
                latest = Math.min(latest, Math.min(arrival.hostNanos(), shown.latestNanos()));
            } else {
                Bound shown = before.curve().at(device).limits().shift(device);
                earliest = Math.max(earliest, shown.earliestNanos());
            }
            if ((passed && !isAfter) || earliest > latest) {
                return new Sides(gap, false);
            }
            passed = isAfter;
        }
        return new Sides(new Bound(earliest, latest), true);
    }

    /** How long samples were under way, as a curve has it: the least and the longest, in nanoseconds. */
    private record Delays(long least, long longest) {

        static Delays of(List<Arrival> arrivals, OffsetCurve curve) {
            long[] delays = arrivals.stream()
                    .mapToLong(arrival -> delay(arrival, curve))
                    .toArray();
            return new Delays(
                    Arrays.stream(delays).min().orElse(Long.MAX_VALUE),
                    Arrays.stream(delays).max().orElse(Long.MIN_VALUE));
        }

        private static long delay(Arrival arrival, OffsetCurve curve) {
            return TimeRange.subtract(arrival.latestOffsetNanos(), curve.offsetAt(arrival.deviceNanos()));
        }

        Delays and(Delays other) {
            return new Delays(Math.min(least, other.least), Math.max(longest, other.longest));
        }

        boolean isEmpty() {
            return least > longest;
        }

        long spreadNanos() {
            return TimeRange.subtract(longest, least);
        }

        long distance(Arrival arrival, OffsetCurve curve) {
            return Math.abs(TimeRange.subtract(delay(arrival, curve), TimeRange.mean(least, longest)));
        }
    }
}
