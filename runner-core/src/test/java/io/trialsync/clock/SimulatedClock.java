// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A device clock whose truth is known: an offset, a drift that swings slowly, and jumps. Without its jumps it is the sensor
 * clock that was taken from it before the first of them.
 */
record SimulatedClock(
        long startHost, long startDevice, double driftPpm, double swingPpm, double swingPeriodNanos, List<Jump> jumps) {

    /** From host time {@code host} on the clock shows {@code nanos} more than it would have. */
    record Jump(long host, long nanos) {}

    static SimulatedClock random(Random random, long startHost) {
        double largest = 500;
        double swing = random.nextDouble() * 0.5 * largest;
        double drift = (2 * random.nextDouble() - 1) * (largest - swing);
        long device = startHost + random.nextLong(-7_200_000_000_000L, 7_200_000_000_000L);
        double period = (10 + random.nextInt(1000)) * 1e9;
        return new SimulatedClock(startHost, device, drift, swing, period, List.of());
    }

    SimulatedClock withJump(long host, long nanos) {
        List<Jump> more = new ArrayList<>(jumps);
        more.add(new Jump(host, nanos));
        return new SimulatedClock(startHost, startDevice, driftPpm, swingPpm, swingPeriodNanos, more);
    }

    /** What the clock shows at a host time, floored to the nanosecond. */
    long at(long host) {
        return segment(host, segmentAt(host));
    }

    /** What the clock would show if it had stayed in, or already been in, one of its segments. */
    long segment(long host, int segment) {
        long shown = sensor(host);
        for (int i = 0; i < segment; i++) {
            shown += jumps.get(i).nanos();
        }
        return shown;
    }

    int segmentAt(long host) {
        return (int) jumps.stream().filter(jump -> jump.host() <= host).count();
    }

    /** The same clock without its jumps. */
    long sensor(long host) {
        long elapsed = host - startHost;
        double angle = 2 * Math.PI / swingPeriodNanos;
        double gained = driftPpm * 1e-6 * elapsed + swingPpm * 1e-6 * (1 - Math.cos(angle * elapsed)) / angle;
        return startDevice + elapsed + (long) Math.floor(gained);
    }

    /** Whether a device time was shown at any host time from {@code from} to {@code to}. */
    boolean showed(long device, long from, long to) {
        for (int i = 0; i <= jumps.size(); i++) {
            long begin = i == 0 ? from : jumps.get(i - 1).host();
            long end = i == jumps.size() ? to : jumps.get(i).host() - 1;
            if (segment(begin, i) <= device && device <= segment(end, i)) {
                return true;
            }
        }
        return false;
    }
}
