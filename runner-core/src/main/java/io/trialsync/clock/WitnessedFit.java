// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Hears a stream about a model that was fitted to exchanges: its arrivals limit the offset from above wherever the stream's clock
 * is the fitted one, and its shape fills long pauses of the exchanges. What was used and why is remarked on each segment.
 */
final class WitnessedFit {

    /** After a step, what was stamped before it may still be under way for this long. */
    static final long UNDER_WAY_NANOS = 5_000_000_000L;

    private static final String NO_LIMITS = "live stream: no limits, since its clock did not follow the steps between";

    private static final String PARTED =
            "live stream: not heard, since a change that may be a step may have parted its clock from the measured one";

    private final FitAssumptions assumptions;
    private final StreamWitness witness;
    private final IdentityHashMap<OffsetCurve, List<Exchange>> stretches = new IdentityHashMap<>();
    private final ArrivalSeries arrivals;

    /** @param witness with at least one arrival */
    WitnessedFit(FitAssumptions assumptions, StreamWitness witness) {
        this.assumptions = assumptions;
        this.witness = witness;
        this.arrivals = new ArrivalSeries(witness.arrivals());
    }

    /** Keep which exchanges a curve was fitted to. */
    OffsetCurve fittedTo(List<Exchange> stretch, OffsetCurve curve) {
        stretches.put(curve, stretch);
        return curve;
    }

    ClockModel apply(ClockModel plain) {
        int equal = equalSegment(plain);
        List<ClockSegment> segments = new ArrayList<>();
        for (int i = 0; i < plain.segments().size(); i++) {
            segments.add(heard(plain, i, equal));
        }
        ClockModel model = new ClockModel(plain.estimator(), plain.assumptions(), segments);
        return witness.clock() == StreamClock.WALL ? new StepPlacement(arrivals).apply(model) : model;
    }

    /** The segment in which a sensor clock started, −1 if that was in the gap around a step. */
    private int equalSegment(ClockModel plain) {
        List<ClockStep> steps = plain.steps();
        int index = 0;
        while (index < steps.size()
                && witness.startedHostNanos() > steps.get(index).host().earliestNanos()) {
            if (witness.startedHostNanos() < steps.get(index).host().latestNanos()) {
                return -1;
            }
            index++;
        }
        return index;
    }

    private ClockSegment heard(ClockModel plain, int index, int equal) {
        ClockSegment segment = plain.segments().get(index);
        List<Exchange> stretch = stretches.get(segment.curve());
        if (stretch == null || !(segment.curve() instanceof SmoothCurve curve)) {
            return segment;
        }
        if (!curve.openChanges().isEmpty()) {
            return segment.redrawn(curve, PARTED);
        }
        List<Arrival> during = arrivalsDuring(plain, index);
        if (during.isEmpty()) {
            return segment.redrawn(curve, "live stream: nothing arrived in this segment");
        }
        if (witness.clock() == StreamClock.SENSOR && index != equal) {
            // no limits, since it did not follow the steps between, but the same drift
            long moved = movedNanos(plain, equal, index);
            return shaped(segment, curve, StreamShape.of(Observations.of(stretch), during, moved), NO_LIMITS);
        }
        long slack = slackNanos(stretch);
        Contradictions contradictions = Contradictions.of(during, curve, slack);
        if (contradictions.count() > 0) {
            return segment.redrawn(curve, contradictions.sentence());
        }
        return shaped(
                segment,
                curve.cutBy(ArrivalLimits.of(during, assumptions, slack)),
                StreamShape.of(Observations.of(stretch), during, 0),
                String.format(Locale.ROOT, "live stream: %d arrivals limit the offset from above", during.size()));
    }

    private static ClockSegment shaped(ClockSegment segment, SmoothCurve curve, StreamShape shape, String limits) {
        SmoothPath path = shape.path();
        SmoothCurve drawn = path == null ? curve : curve.along(path, shape.systematicNanos());
        return segment.redrawn(drawn, limits + "; " + shape.reason());
    }

    /** By how much the measured clock has been stepped since the sensor clock was taken from it. */
    private static long movedNanos(ClockModel plain, int equal, int index) {
        long moved = 0;
        List<ClockStep> steps = plain.steps();
        for (int i = Math.max(0, equal); i < index; i++) {
            moved = TimeRange.add(moved, steps.get(i).stepNanos());
        }
        return moved;
    }

    private List<Arrival> arrivalsDuring(ClockModel plain, int index) {
        Bound measured = plain.segments().get(index).measuredHost();
        long from = index == 0 ? Long.MIN_VALUE : TimeRange.add(measured.earliestNanos(), UNDER_WAY_NANOS);
        long to = index == plain.segments().size() - 1 ? Long.MAX_VALUE : measured.latestNanos();
        return arrivals.during(from, to);
    }

    /** By how much the sensor clock may have been taken too low from a clock that rounds. */
    private long slackNanos(List<Exchange> stretch) {
        return assumptions.stampRule() == StampRule.FLOORED
                ? 0
                : TimeRange.halfUp(stretch.stream()
                        .mapToLong(Exchange::resolutionNanos)
                        .max()
                        .orElse(0));
    }
}
