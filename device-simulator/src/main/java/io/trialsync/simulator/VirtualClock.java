// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A device clock with an offset, a drift and steps, exact to 2 ns over many hours. Immutable and thread-safe.
 *
 * <p>The device counts the nanoseconds since its start with its drift; steps only move what it shows. Before its start it is
 * taken to have run with the drift of the start.
 *
 * @param startHostNanos the host time at which it starts, in nanoseconds
 * @param startDeviceNanos what it shows then, in nanoseconds, before any step
 * @param drift how its offset (host − device) changes per device time
 * @param steps its jumps, in order of time
 */
public record VirtualClock(long startHostNanos, long startDeviceNanos, Drift drift, List<PlannedStep> steps)
        implements DeviceTimeline {

    /** Sorts the steps by time. */
    public VirtualClock {
        steps = steps.stream()
                .sorted(Comparator.comparingLong(PlannedStep::afterNanos))
                .toList();
    }

    /**
     * {@return a clock that has a given offset when it starts}
     *
     * @param startHostNanos the host time at which it starts, in nanoseconds
     * @param offsetNanos host − device at the start, in nanoseconds: positive if the device is behind
     * @param drift how the offset changes
     * @param steps its jumps
     */
    public static VirtualClock startingAt(long startHostNanos, long offsetNanos, Drift drift, List<PlannedStep> steps) {
        return new VirtualClock(startHostNanos, Math.subtractExact(startHostNanos, offsetNanos), drift, steps);
    }

    @Override
    public long deviceNanosAt(long hostNanos) {
        long elapsed = hostNanos - startHostNanos;
        return startDeviceNanos + drift.deviceElapsedNanos(elapsed) + steppedBy(elapsed);
    }

    private long steppedBy(long hostElapsedNanos) {
        long sum = 0;
        for (PlannedStep step : steps) {
            sum += step.afterNanos() <= hostElapsedNanos ? step.stepNanos() : 0;
        }
        return sum;
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        List<Long> found = new ArrayList<>();
        long from = Long.MIN_VALUE;
        long stepped = 0;
        for (int segment = 0; segment <= steps.size(); segment++) {
            long until = segment < steps.size() ? steps.get(segment).afterNanos() : Long.MAX_VALUE;
            long device = deviceNanos - startDeviceNanos - stepped;
            long elapsed = device + drift.offsetGrowthNanos(device);
            if (elapsed >= from && elapsed < until) {
                found.add(startHostNanos + elapsed);
            }
            if (segment < steps.size()) {
                from = until;
                stepped += steps.get(segment).stepNanos();
            }
        }
        return List.copyOf(found);
    }

    @Override
    public VirtualClock withoutSteps() {
        return steps.isEmpty() ? this : new VirtualClock(startHostNanos, startDeviceNanos, drift, List.of());
    }
}
