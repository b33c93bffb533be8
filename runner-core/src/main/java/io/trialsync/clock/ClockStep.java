// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A jump of a device clock, named by what the clock does: +850 ms means that it jumped ahead, so that the offset fell.
 *
 * @param host when it happened: after the last send before it and before the first receive after it, in nanoseconds of host
 *     time
 * @param stepNanos how far the clock jumped, in nanoseconds, ahead positive
 * @param limits the possible jumps, in nanoseconds; they contain the estimate
 */
public record ClockStep(Bound host, long stepNanos, Bound limits) {

    /** {@return the middle of the gap in which it happened, where the two segments are taken to meet, in nanoseconds} */
    long middleHostNanos() {
        return TimeRange.mean(host.earliestNanos(), host.latestNanos());
    }

    static ClockStep between(ClockSegment before, ClockSegment after) {
        Bound host = new Bound(
                after.possibleHost().earliestNanos(), before.possibleHost().latestNanos());
        long middle = TimeRange.mean(host.earliestNanos(), host.latestNanos());
        DeviceTime left = before.toDevice(middle);
        DeviceTime right = after.toDevice(middle);
        return new ClockStep(
                host,
                TimeRange.subtract(right.deviceNanos(), left.deviceNanos()),
                new Bound(
                        TimeRange.subtract(
                                right.limits().earliestNanos(), left.limits().latestNanos()),
                        TimeRange.subtract(
                                right.limits().latestNanos(), left.limits().earliestNanos())));
    }

    /** {@return whether the clock may have been set back, so that stamps can fall} */
    boolean maySetBack() {
        return limits.earliestNanos() < 0;
    }
}
