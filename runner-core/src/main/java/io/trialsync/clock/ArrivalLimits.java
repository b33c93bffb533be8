// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The limits that a stream's arrivals set: no sample arrives before it was stamped, so θ(d) ≤ min(arrivalᵢ − dᵢ + ρ|d − dᵢ|).
 * Immutable.
 */
final class ArrivalLimits {

    private final FitAssumptions assumptions;
    private final long[] deviceNanos;
    private final long[] latestNanos;

    private ArrivalLimits(FitAssumptions assumptions, long[] deviceNanos, long[] latestNanos) {
        this.assumptions = assumptions;
        this.deviceNanos = deviceNanos;
        this.latestNanos = latestNanos;
        for (int i = 1; i < deviceNanos.length; i++) {
            tighten(i, i - 1);
        }
        for (int i = deviceNanos.length - 2; i >= 0; i--) {
            tighten(i, i + 1);
        }
    }

    /**
     * {@return the limits of some arrivals}
     *
     * @param slackNanos how far the stream's stamps may be behind the measured clock by rounding
     */
    static ArrivalLimits of(List<Arrival> arrivals, FitAssumptions assumptions, long slackNanos) {
        Arrival[] ordered = arrivals.toArray(Arrival[]::new);
        Arrays.sort(ordered, Comparator.comparingLong(Arrival::deviceNanos));
        long slack = TimeRange.add(slackNanos, assumptions.growthNanos(slackNanos));
        return new ArrivalLimits(
                assumptions,
                Arrays.stream(ordered).mapToLong(Arrival::deviceNanos).toArray(),
                Arrays.stream(ordered)
                        .mapToLong(arrival -> TimeRange.add(arrival.latestOffsetNanos(), slack))
                        .toArray());
    }

    private void tighten(int point, int neighbour) {
        latestNanos[point] = Math.min(
                latestNanos[point], TimeRange.add(latestNanos[neighbour], growth(deviceNanos[point], neighbour)));
    }

    private long growth(long device, int point) {
        return assumptions.growthNanos(TimeRange.distance(device, deviceNanos[point]));
    }

    /** {@return the largest possible offset at a device time, in nanoseconds} */
    long latestAt(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        int right = found >= 0 ? found : -found - 1;
        long latest = Long.MAX_VALUE;
        for (int i = Math.max(0, right - 1); i <= Math.min(right, deviceNanos.length - 1); i++) {
            latest = Math.min(latest, TimeRange.add(latestNanos[i], growth(device, i)));
        }
        return latest;
    }
}
