// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.StepSplitter.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What all estimators share: order the exchanges, split them at steps, fit each stretch and join the segments. */
final class StretchFit {

    private final FitAssumptions assumptions;

    StretchFit(FitAssumptions assumptions) {
        this.assumptions = assumptions;
    }

    ClockModel fit(String estimator, List<Exchange> exchanges, Function<List<Exchange>, OffsetCurve> curveOf) {
        if (exchanges.size() < 2) {
            throw new IllegalArgumentException(
                    exchanges.size() + " exchange(s) given; a clock model needs at least two");
        }
        List<Exchange> ordered = new ArrayList<>(exchanges);
        ordered.sort(Comparator.comparingLong(Exchange::hostSendNanos).thenComparingLong(Exchange::hostReceiveNanos));
        List<Stretch> stretches = new StepSplitter(assumptions).split(ordered);
        List<ClockSegment> segments = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            segments.add(segment(stretches, i, curveOf.apply(stretches.get(i).exchanges())));
        }
        return new ClockModel(estimator, assumptions, segments);
    }

    private ClockSegment segment(List<Stretch> stretches, int index, OffsetCurve curve) {
        Stretch stretch = stretches.get(index);
        long earliest = index == 0 ? Long.MIN_VALUE : earliestAfter(stretches.get(index - 1), stretch);
        long latest = index == stretches.size() - 1 ? Long.MAX_VALUE : latestBefore(stretch, stretches.get(index + 1));
        return new ClockSegment(
                curve,
                deviceRange(stretch),
                new Bound(earliest, Math.max(earliest, latest)),
                new Bound(
                        stretch.first().hostSendNanos(),
                        stretch.exchanges().stream()
                                .mapToLong(Exchange::hostReceiveNanos)
                                .max()
                                .orElseThrow()));
    }

    private static Bound deviceRange(Stretch stretch) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Exchange exchange : stretch.exchanges()) {
            from = Math.min(from, exchange.deviceNanos());
            to = Math.max(to, exchange.deviceNanos() + exchange.resolutionNanos());
        }
        return new Bound(from, to);
    }

    /** The step came after the last stamp before it, so the clock ran on for at most the whole gap. */
    private long latestBefore(Stretch before, Stretch after) {
        return before.last().deviceNanos() + before.last().resolutionNanos() + longestGap(before, after);
    }

    private long earliestAfter(Stretch before, Stretch after) {
        long early =
                assumptions.stampRule() == StampRule.UNKNOWN ? after.first().resolutionNanos() : 0;
        return after.first().deviceNanos() - early - longestGap(before, after);
    }

    private long longestGap(Stretch before, Stretch after) {
        long hostGap = after.first().hostReceiveNanos() - before.last().hostSendNanos();
        return hostGap + assumptions.growthNanos(2 * hostGap) + 1;
    }
}
