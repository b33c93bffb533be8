// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.util.Arrays;
import java.util.Locale;

/** The units in which phones and their clients have been seen to give Unix time. */
enum StampUnit {
    SECONDS(1_000_000_000L),
    MILLISECONDS(1_000_000L),
    MICROSECONDS(1_000L),
    NANOSECONDS(1L);

    /** A phone's clock may be off by less than this without anybody having set it so. */
    private static final double PLAUSIBLE_NANOS = 3.6e12;

    private final long nanos;

    StampUnit(long nanos) {
        this.nanos = nanos;
    }

    /**
     * Look whether a stamp that should be of this unit can only be meant in another one.
     *
     * @param stamp the stamp
     * @param nowMillis the host's wall clock
     * @return words for the end of a message; empty if it may well be of this unit, or of none, as on a phone whose clock is far off
     */
    String mistakenFor(long stamp, long nowMillis) {
        if (fits(stamp, nowMillis)) {
            return "";
        }
        return Arrays.stream(values())
                .filter(unit -> unit.fits(stamp, nowMillis))
                .findFirst()
                .map(unit -> "; this looks like " + unit.name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Within an hour, for which doubles are exact enough at any scale. */
    private boolean fits(long stamp, long nowMillis) {
        return Math.abs((double) stamp * nanos - nowMillis * 1e6) < PLAUSIBLE_NANOS;
    }
}
