// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * The hard limits of a stretch that may hold small steps. Nearly always that is one corridor and nothing else.
 *
 * <p>A clock that stepped by D would, with its later part moved back by D, be one that the corridor holds for: so the truth is
 * never farther than D beyond it, and less by ρ for each second away from the step, since from there on the corridor is wide
 * enough. Apart from that, the exchanges before the step and those after it each have a corridor of their own, and where the step
 * may be, all holds that either allows. Both are true, so what both allow is given. Immutable.
 */
final class SteppedCorridor {

    private final FitAssumptions assumptions;
    private final OffsetCorridor whole;
    private final List<Step> steps;

    /** Device times between which a step may be, how far it goes at most, and the corridors before and after it. */
    private record Step(Bound between, long sizeNanos, OffsetCorridor before, OffsetCorridor after) {
        Bound at(long device) {
            if (device < between.earliestNanos()) {
                return before.at(device);
            }
            return device > between.latestNanos()
                    ? after.at(device)
                    : before.at(device).hull(after.at(device));
        }

        double distance(long device) {
            return Math.max(
                    0,
                    Math.max(
                            TimeRange.distance(between.earliestNanos(), device),
                            TimeRange.distance(device, between.latestNanos())));
        }
    }

    private SteppedCorridor(FitAssumptions assumptions, OffsetCorridor whole, List<Step> steps) {
        this.assumptions = assumptions;
        this.whole = whole;
        this.steps = List.copyOf(steps);
    }

    /**
     * @param runs where a step may be, those at once only counting
     * @param anchor the device time that is second zero of them
     */
    static SteppedCorridor of(
            List<Exchange> stretch, FitAssumptions assumptions, List<UnprovenSteps.Run> runs, long anchor) {
        List<Step> steps = new ArrayList<>();
        for (UnprovenSteps.Run run : runs) {
            Bound between = run.device(anchor);
            List<Exchange> before = within(stretch, Long.MIN_VALUE, between.earliestNanos());
            List<Exchange> after = within(stretch, between.latestNanos(), Long.MAX_VALUE);
            if (run.atOnce() && !before.isEmpty() && !after.isEmpty()) {
                steps.add(new Step(
                        between,
                        run.mostNanos(),
                        OffsetCorridor.of(before, assumptions),
                        OffsetCorridor.of(after, assumptions)));
            }
        }
        return new SteppedCorridor(assumptions, OffsetCorridor.of(stretch, assumptions), steps);
    }

    private static List<Exchange> within(List<Exchange> stretch, long from, long to) {
        return stretch.stream()
                .filter(exchange -> from <= Observations.instant(exchange) && Observations.instant(exchange) <= to)
                .toList();
    }

    /** {@return whether a declaration that the clock is never slewed was dropped because the exchanges contradict it} */
    boolean wasSlewed() {
        return whole.wasSlewed();
    }

    /** {@return these limits cut by a stream's arrivals, whose clock takes part in no step: only where none may hide} */
    SteppedCorridor cutBy(ArrivalLimits arrivals) {
        return steps.isEmpty() ? new SteppedCorridor(assumptions, whole.cutBy(arrivals), steps) : this;
    }

    Bound at(long device) {
        Bound limits = whole.at(device);
        for (Step step : steps) {
            long beyond = step.sizeNanos() - assumptions.growthNanos(step.distance(device));
            if (beyond > 0) {
                Bound grown = limits.grow(beyond);
                Bound own = step.at(device).hull(limits);
                limits = new Bound(
                        possible(Math.max(grown.earliestNanos(), own.earliestNanos())),
                        possible(Math.min(grown.latestNanos(), own.latestNanos())));
            }
        }
        return limits;
    }

    private static long possible(long offset) {
        return Math.max(-OffsetCorridor.LARGEST_OFFSET_NANOS, Math.min(OffsetCorridor.LARGEST_OFFSET_NANOS, offset));
    }

    /** {@return the offset, moved to the nearer limit if it lies outside} */
    long clamp(long device, long offset) {
        if (steps.isEmpty()) {
            return whole.clamp(device, offset);
        }
        Bound limits = at(device);
        return Math.max(limits.earliestNanos(), Math.min(limits.latestNanos(), offset));
    }
}
