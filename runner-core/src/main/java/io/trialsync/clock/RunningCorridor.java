// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The offsets that the exchanges so far allow, seen from the newest one: they grow by the drift limit on the way from one
 * exchange to the next and are cut down to what each proves. Constant in time and space; not thread-safe.
 */
final class RunningCorridor {

    private final FitAssumptions assumptions;
    private Exchange newest;
    private Bound offsets;

    RunningCorridor(Exchange first, FitAssumptions assumptions) {
        this.assumptions = assumptions;
        this.newest = first;
        this.offsets = first.offsetLimits(assumptions.stampRule());
    }

    /** Narrow by an exchange; false, and nothing changed, if no clock within the drift limit gave both it and those before. */
    boolean accept(Exchange exchange) {
        if (goesBack(newest, exchange) || goesBack(exchange, newest)) {
            return false;
        }
        double unsure = 2.0 * Math.max(exchange.resolutionNanos(), newest.resolutionNanos());
        double distance = Math.abs(TimeRange.distance(exchange.deviceNanos(), newest.deviceNanos())) + unsure;
        Bound grown = offsets.grow(assumptions.growthNanos(distance) + 1);
        Bound own = exchange.offsetLimits(assumptions.stampRule());
        long earliest = Math.max(grown.earliestNanos(), own.earliestNanos());
        long latest = Math.min(grown.latestNanos(), own.latestNanos());
        if (earliest > latest) {
            return false;
        }
        offsets = new Bound(earliest, latest);
        newest = exchange;
        return true;
    }

    private static boolean goesBack(Exchange earlier, Exchange later) {
        long resolution = Math.max(earlier.resolutionNanos(), later.resolutionNanos());
        return later.hostSendNanos() > earlier.hostReceiveNanos()
                && later.deviceNanos() + resolution < earlier.deviceNanos();
    }

    /** {@return the offsets that are possible at the stamp of the newest exchange, in nanoseconds} */
    Bound offsets() {
        return offsets.grow(assumptions.growthNanos(newest.resolutionNanos()));
    }

    Exchange newest() {
        return newest;
    }
}
