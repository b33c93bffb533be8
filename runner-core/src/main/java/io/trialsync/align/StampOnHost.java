// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.Uncertainty;

/** Widens a converted time by what a stamp of limited resolution hides. */
final class StampOnHost {

    private final long resolutionNanos;
    private final long earlyNanos;

    /** @param resolutionNanos the resolution of the stamps, zero if they are exact */
    StampOnHost(long resolutionNanos, StampRule rule) {
        this.resolutionNanos = resolutionNanos;
        this.earlyNanos = rule == StampRule.UNKNOWN ? (resolutionNanos + 1) / 2 : 0;
    }

    /** The device time that a stamp most likely stands for: the middle of what flooring allows. */
    long middleOf(long stampNanos) {
        return stampNanos + resolutionNanos / 2;
    }

    /** Widen the converted middle of a stamp to all instants at which the stamp may have been taken. */
    HostTime widen(HostTime middle) {
        if (resolutionNanos == 0) {
            return middle;
        }
        // Over a resolution the host moves like the device up to the drift limit, far below a thousandth.
        long slack = resolutionNanos / 1_000 + 1;
        long half = resolutionNanos - resolutionNanos / 2 + slack;
        Bound limits = new Bound(
                middle.limits().earliestNanos() - half - earlyNanos,
                middle.limits().latestNanos() + half);
        long farther = limits.fartherFrom(middle.hostNanos());
        Uncertainty uncertainty = middle.uncertainty();
        long systematic = Math.min(farther, uncertainty.systematicNanos() + half + earlyNanos);
        long random = Math.min(farther - systematic, uncertainty.randomNanos());
        return new HostTime(middle.hostNanos(), new Uncertainty(random, systematic), limits, middle.extrapolated());
    }
}
