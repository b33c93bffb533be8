// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * Proves steps of a device clock: cuts a series of exchanges wherever no clock within the drift limit could have given both
 * sides.
 *
 * <p>Going forward, the corridor of possible offsets grows by the drift limit and is cut down to each exchange's own limits;
 * the first exchange that leaves it empty, or whose stamp goes back although it came strictly later, proves a discontinuity.
 * Exchanges before it that agree with it may lie on either side of the step and are left out of both, since their stamps
 * would otherwise be fitted to the wrong segment. Linear in the number of exchanges.
 */
final class StepSplitter {

    /** A stretch without a proven step, with the exchanges that enclose its borders. */
    record Stretch(List<Exchange> exchanges) {
        Exchange first() {
            return exchanges.get(0);
        }

        Exchange last() {
            return exchanges.get(exchanges.size() - 1);
        }
    }

    /** More steps than this in one session are no clock but stamps that do not fit what was said about them. */
    private static final int MOST_STRETCHES = 1000;

    private final FitAssumptions assumptions;

    StepSplitter(FitAssumptions assumptions) {
        this.assumptions = assumptions;
    }

    /**
     * @param exchanges in order of sending, at least one
     * @return at least one stretch, each with at least one exchange
     * @throws IllegalArgumentException if there are more steps than any clock takes in a session
     */
    List<Stretch> split(List<Exchange> exchanges) {
        List<Stretch> stretches = new ArrayList<>();
        int from = 0;
        while (from < exchanges.size()) {
            int end = endOfStretch(exchanges, from);
            int lastSure = end < exchanges.size() ? lastBefore(exchanges, from, end) : end - 1;
            stretches.add(new Stretch(exchanges.subList(from, lastSure + 1)));
            requireFew(stretches, exchanges.get(from));
            from = end;
        }
        return stretches;
    }

    private static void requireFew(List<Stretch> stretches, Exchange latest) {
        if (stretches.size() > MOST_STRETCHES) {
            throw new IllegalArgumentException("the device clock would have stepped more than " + (MOST_STRETCHES - 1)
                    + " times until host time [" + latest.hostSendNanos()
                    + "]; do the stamps have a coarser resolution than ["
                    + latest.resolutionNanos() + " ns], or come from more than one clock?");
        }
    }

    /** The index of the first exchange that contradicts those from {@code from} on, or the size. */
    private int endOfStretch(List<Exchange> exchanges, int from) {
        Corridor corridor = new Corridor(exchanges.get(from));
        int next = from + 1;
        while (next < exchanges.size() && corridor.accept(exchanges.get(next))) {
            next++;
        }
        return next;
    }

    /** The last exchange that contradicts the one that proved the step, so that it surely lies before it. */
    private int lastBefore(List<Exchange> exchanges, int from, int proof) {
        Corridor corridor = new Corridor(exchanges.get(proof));
        int index = proof - 1;
        while (index > from && corridor.accept(exchanges.get(index))) {
            index--;
        }
        return index;
    }

    private final class Corridor {
        private Exchange previous;
        private Bound offsets;

        Corridor(Exchange start) {
            this.previous = start;
            this.offsets = start.offsetLimits(assumptions.stampRule());
        }

        /** Narrow the corridor by an exchange; false, and nothing changed, if that would leave it empty. */
        boolean accept(Exchange exchange) {
            if (goesBack(previous, exchange) || goesBack(exchange, previous)) {
                return false;
            }
            // the clock may have been up to a resolution and a half from either stamp
            long unsure = 2 * Math.max(exchange.resolutionNanos(), previous.resolutionNanos());
            double distance = Math.abs((double) (exchange.deviceNanos() - previous.deviceNanos())) + unsure;
            Bound grown = offsets.grow(assumptions.growthNanos(distance) + 1);
            Bound own = exchange.offsetLimits(assumptions.stampRule());
            long earliest = Math.max(grown.earliestNanos(), own.earliestNanos());
            long latest = Math.min(grown.latestNanos(), own.latestNanos());
            if (earliest > latest) {
                return false;
            }
            offsets = new Bound(earliest, latest);
            previous = exchange;
            return true;
        }

        private boolean goesBack(Exchange earlier, Exchange later) {
            long resolution = Math.max(earlier.resolutionNanos(), later.resolutionNanos());
            return later.hostSendNanos() > earlier.hostReceiveNanos()
                    && later.deviceNanos() + resolution < earlier.deviceNanos();
        }
    }
}
