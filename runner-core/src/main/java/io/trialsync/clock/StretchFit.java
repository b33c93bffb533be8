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
        ClockSegment open = ClockSegment.unbroken(curve, deviceRange(stretch), hostRange(stretch));
        long earliestHost = Long.MIN_VALUE;
        long earliestDevice = Long.MIN_VALUE;
        if (index > 0) {
            Stretch before = stretches.get(index - 1);
            earliestHost = before.last().hostSendNanos();
            earliestDevice = Math.max(
                    earliestAfter(before, stretch),
                    open.toDevice(earliestHost).limits().earliestNanos());
        }
        long latestHost = Long.MAX_VALUE;
        long latestDevice = Long.MAX_VALUE;
        if (index < stretches.size() - 1) {
            Stretch after = stretches.get(index + 1);
            latestHost = after.first().hostReceiveNanos();
            latestDevice = Math.min(
                    latestBefore(stretch, after),
                    open.toDevice(latestHost).limits().latestNanos());
        }
        // what was stamped was shown, even by stamps that contradict one another
        Bound measured = open.measuredDevice();
        Bound device = new Bound(
                Math.min(earliestDevice, measured.earliestNanos()), Math.max(latestDevice, measured.latestNanos()));
        return open.within(device, new Bound(earliestHost, latestHost));
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

    private static Bound hostRange(Stretch stretch) {
        long to = Long.MIN_VALUE;
        for (Exchange exchange : stretch.exchanges()) {
            to = Math.max(to, exchange.hostReceiveNanos());
        }
        return new Bound(stretch.first().hostSendNanos(), to);
    }

    /** The step came after the last stamp before it, so the clock ran on for at most the whole gap. */
    private long latestBefore(Stretch before, Stretch after) {
        Exchange last = before.last();
        return TimeRange.add(last.deviceNanos() + last.resolutionNanos(), longestGap(before, after));
    }

    private long earliestAfter(Stretch before, Stretch after) {
        Exchange first = after.first();
        long early = assumptions.stampRule() == StampRule.UNKNOWN ? first.resolutionNanos() : 0;
        return TimeRange.subtract(first.deviceNanos() - early, longestGap(before, after));
    }

    private long longestGap(Stretch before, Stretch after) {
        long hostGap = after.first().hostReceiveNanos() - before.last().hostSendNanos();
        return TimeRange.add(hostGap, assumptions.growthNanos(2.0 * hostGap) + 1);
    }
}
