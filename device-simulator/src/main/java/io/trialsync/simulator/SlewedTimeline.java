// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.stream.Stream;

/**
 * A device clock that is moved against another one evenly over a time, as network time does it.
 *
 * @param base the clock that is moved; without steps during the slew
 * @param byNanos by how much, in nanoseconds, ahead positive; less than the duration
 * @param fromHostNanos when the slew begins, as host time in nanoseconds
 * @param durationNanos how long it takes, in nanoseconds of host time; more than zero
 */
record SlewedTimeline(DeviceTimeline base, long byNanos, long fromHostNanos, long durationNanos)
        implements DeviceTimeline {

    @Override
    public long deviceNanosAt(long hostNanos) {
        long elapsed = Math.max(0, Math.min(durationNanos, hostNanos - fromHostNanos));
        return base.deviceNanosAt(hostNanos) + Math.round((double) byNanos * elapsed / durationNanos);
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        long until = fromHostNanos + durationNanos;
        Stream<Long> before = base.hostNanosOf(deviceNanos).stream().filter(host -> host < fromHostNanos);
        Stream<Long> during = deviceNanos >= deviceNanosAt(fromHostNanos) && deviceNanos < deviceNanosAt(until)
                ? Stream.of(duringSlew(deviceNanos))
                : Stream.empty();
        Stream<Long> after = base.hostNanosOf(deviceNanos - byNanos).stream().filter(host -> host >= until);
        return Stream.of(before, during, after)
                .flatMap(found -> found)
                .sorted()
                .distinct()
                .toList();
    }

    private long duringSlew(long deviceNanos) {
        long least = fromHostNanos;
        long most = fromHostNanos + durationNanos;
        while (most - least > 1) {
            long middle = least + (most - least) / 2;
            if (deviceNanosAt(middle) <= deviceNanos) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return least;
    }

    @Override
    public DeviceTimeline withoutSteps() {
        return base.withoutSteps();
    }
}
