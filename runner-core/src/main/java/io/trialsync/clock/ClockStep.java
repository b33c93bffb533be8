// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A jump of a device clock, named by what the clock does: +850 ms means that it jumped ahead, so that the offset fell.
 *
 * @param host when it happened: after the last exchange before it and before the first one after it, in nanoseconds of host
 *     time
 * @param stepNanos how far the clock jumped, in nanoseconds, ahead positive
 * @param limits the possible jumps, in nanoseconds
 */
public record ClockStep(Bound host, long stepNanos, Bound limits) {

    static ClockStep between(ClockSegment before, ClockSegment after) {
        Bound host = new Bound(
                before.measuredHost().latestNanos(),
                Math.max(
                        before.measuredHost().latestNanos(),
                        after.measuredHost().earliestNanos()));
        long middle = host.earliestNanos() + (host.widthNanos() >> 1);
        DeviceTime left = before.toDevice(middle);
        DeviceTime right = after.toDevice(middle);
        return new ClockStep(
                host,
                right.deviceNanos() - left.deviceNanos(),
                new Bound(
                        right.limits().earliestNanos() - left.limits().latestNanos(),
                        right.limits().latestNanos() - left.limits().earliestNanos()));
    }
}
