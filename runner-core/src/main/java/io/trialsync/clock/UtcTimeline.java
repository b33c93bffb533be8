// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;

/**
 * What the host's wall clock showed during a session, from the anchors taken in it.
 *
 * <p>Between two anchors the wall clock is taken to gain or lose evenly against the host's timeline; its uncertainty is the
 * larger half-width of the two, plus the clocks' granularity. Two anchors that differ by more than a drift of 600 ppm over
 * their distance and their widths prove that the wall clock was set, or that the host slept; when, nobody knows, so the
 * whole difference is added in between. Before the first and after the last anchor their difference is held, and the
 * uncertainty grows by 600 ppm. Immutable and thread-safe.
 */
public final class UtcTimeline {

    /** What the coarsest of the usual clocks, Windows', rounds to. */
    private static final long GRANULARITY_NANOS = 100;

    private static final double MAX_DRIFT = FitAssumptions.DEFAULT_MAX_DRIFT_PPM * 1e-6;

    private final long[] hostNanos;
    private final long[] aheadNanos;
    private final long[] halfWidthNanos;

    /**
     * @param origin the anchor that defines the host's timeline, {@link HostClock#origin()}; not itself one of the anchors
     *     used unless it is listed or there is no other
     * @param anchors the anchors of the session, in the order in which they were taken; may be empty
     * @throws IllegalArgumentException if they are not in order or lie more than 146 years from zero
     */
    public UtcTimeline(HostAnchor origin, List<HostAnchor> anchors) {
        List<HostAnchor> used = anchors.isEmpty() ? List.of(origin) : anchors;
        hostNanos = new long[used.size()];
        aheadNanos = new long[used.size()];
        halfWidthNanos = new long[used.size()];
        for (int i = 0; i < hostNanos.length; i++) {
            HostAnchor anchor = used.get(i);
            // wraps around as the monotonic clock itself may
            hostNanos[i] = anchor.nanoTime() + origin.utcMinusNanoTime();
            TimeRange.require("host time of anchor " + i, hostNanos[i]);
            requireOrder(i);
            aheadNanos[i] = anchor.utcNanos() - hostNanos[i];
            halfWidthNanos[i] = TimeRange.halfUp(anchor.widthNanos());
        }
    }

    private void requireOrder(int index) {
        if (index > 0 && hostNanos[index] < hostNanos[index - 1]) {
            throw new IllegalArgumentException("anchor " + index + " at host time [" + hostNanos[index]
                    + "] was taken before the one listed before it [" + hostNanos[index - 1] + "]");
        }
    }

    /**
     * {@return the wall clock at a host time}
     *
     * @param host the host time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public UtcTime at(long host) {
        TimeRange.require("host time", host);
        int found = Arrays.binarySearch(hostNanos, host);
        if (found >= 0) {
            return held(found, 0, host);
        }
        int right = -found - 1;
        if (right == 0 || right == hostNanos.length) {
            int end = right == 0 ? 0 : right - 1;
            return held(end, growth(TimeRange.distance(host, hostNanos[end])), host);
        }
        return between(right - 1, right, host);
    }

    private UtcTime held(int anchor, long growth, long host) {
        long uncertainty = TimeRange.add(halfWidthNanos[anchor] + GRANULARITY_NANOS, growth);
        return new UtcTime(TimeRange.add(host, aheadNanos[anchor]), uncertainty);
    }

    private UtcTime between(int left, int right, long host) {
        double gap = hostNanos[right] - hostNanos[left];
        double difference = TimeRange.distance(aheadNanos[right], aheadNanos[left]);
        long ahead = aheadNanos[left] + Math.round(difference * ((host - hostNanos[left]) / gap));
        long uncertainty = Math.max(halfWidthNanos[left], halfWidthNanos[right]) + GRANULARITY_NANOS;
        if (Math.abs(difference) > lineCanHide(left, right, gap)) {
            uncertainty = TimeRange.add(uncertainty, (long) Math.ceil(Math.abs(difference)));
        }
        return new UtcTime(TimeRange.add(host, ahead), uncertainty);
    }

    private double lineCanHide(int left, int right, double gap) {
        return growth(gap) + (double) halfWidthNanos[left] + halfWidthNanos[right] + 2 * GRANULARITY_NANOS;
    }

    private static long growth(double distance) {
        return (long) Math.ceil(MAX_DRIFT * Math.abs(distance));
    }
}
