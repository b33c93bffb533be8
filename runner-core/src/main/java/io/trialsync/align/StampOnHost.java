// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.Uncertainty;
import io.trialsync.journal.JournalRecord.ClockOf;

/**
 * Widens converted times by what stamps of limited resolution hide: the instant of the stamp lies up to a resolution after
 * the time it shows, and up to half of one before it if the device may round.
 */
final class StampOnHost {

    /** For stamps that hide nothing. */
    static final StampOnHost EXACT = new StampOnHost(0, StampRule.FLOORED);

    /** A tick of 90 kHz, as of the RTP clock of a phone's gaze, and a nanosecond of rounding. */
    private static final long RTP_TICK_NANOS = 11_112;

    /** For gaze that came over a stream: its ticks are counted from an instant that no stamp shows. */
    static final StampOnHost STREAMED = new StampOnHost(RTP_TICK_NANOS, StampRule.UNKNOWN, false);

    private final long resolutionNanos;
    private final long earlyNanos;
    private final boolean fromZero;

    /** @param resolutionNanos the resolution of the stamps, zero if they are exact */
    StampOnHost(long resolutionNanos, StampRule rule) {
        this(resolutionNanos, rule, true);
    }

    private StampOnHost(long resolutionNanos, StampRule rule, boolean fromZero) {
        this.fromZero = fromZero;
        this.resolutionNanos = resolutionNanos;
        this.earlyNanos = rule == StampRule.UNKNOWN ? (resolutionNanos + 1) / 2 : 0;
    }

    static StampOnHost of(ClockOf clock) {
        return new StampOnHost(clock.resolutionNanos(), clock.stampRule());
    }

    /** The device time that a stamp most likely stands for: the middle of what flooring allows. */
    long middleOf(long stampNanos) {
        return stampNanos + resolutionNanos / 2;
    }

    /** Widen the converted {@link #middleOf middle} of a stamp to all instants at which the stamp may have been taken. */
    HostTime aroundMiddle(HostTime middle) {
        long half = resolutionNanos - resolutionNanos / 2;
        return widen(middle, half + earlyNanos, half);
    }

    /**
     * Widen a converted stamp as it stands. One that is no multiple of the resolution was given to the device and not taken by
     * it, and hides nothing.
     */
    HostTime around(long stampNanos, HostTime asItStands) {
        return resolutionNanos == 0 || (fromZero && stampNanos % resolutionNanos != 0)
                ? asItStands
                : widen(asItStands, earlyNanos, resolutionNanos);
    }

    private HostTime widen(HostTime time, long earlier, long later) {
        if (resolutionNanos == 0) {
            return time;
        }
        // Over a resolution the host moves like the device up to the drift, a thousandth at the very most.
        long slack = resolutionNanos / 1_000 + 1;
        Bound limits = new Bound(
                Math.subtractExact(time.limits().earliestNanos(), earlier + slack),
                Math.addExact(time.limits().latestNanos(), later + slack));
        long hidden = Math.max(earlier, later) + slack;
        Uncertainty uncertainty = new Uncertainty(
                time.uncertainty().randomNanos(), time.uncertainty().systematicNanos() + hidden);
        return new HostTime(time.hostNanos(), uncertainty, limits, time.extrapolated());
    }
}
