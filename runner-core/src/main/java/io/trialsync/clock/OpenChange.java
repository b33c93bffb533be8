// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Locale;

/**
 * A change of a device clock that exchanges cannot name: too quick for a crystal, too small for a proven step over the gap in
 * which it came. It may be a step, which moves the wall clock alone, or a slew, which moves the sensor clock as well.
 *
 * @param device when it came: between these device times, in nanoseconds
 * @param changeNanos by how much the clock changed beyond its usual drift, in nanoseconds, ahead positive, so that the offset
 *     fell by as much
 * @param limits the possible changes, in nanoseconds; they contain the estimate
 */
public record OpenChange(Bound device, long changeNanos, Bound limits) {

    /** {@return this change as it looks on a clock that shows another time} */
    OpenChange shift(long deviceNanos) {
        return new OpenChange(device.shift(deviceNanos), changeNanos, limits);
    }

    /** {@return what happened, in words for people} */
    public String text() {
        return String.format(
                Locale.ROOT,
                "a change of %+.3g ms within a gap of %.3g s may be a step or a slew",
                changeNanos * 1e-6,
                device.widthNanos() * 1e-9);
    }
}
