// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the host's wall clock showed during a session, from the anchors taken in it.
 *
 * <p>Between two anchors the wall clock is taken to gain or lose evenly against the host's timeline; its uncertainty is the
 * larger half-width of the two, plus the clocks' granularity. Two anchors that differ by more than a drift of 600 ppm over
 * their distance and their widths prove that the wall clock was set, or that the host slept, and a new segment begins; when,
 * nobody knows exactly, so the whole difference is added in between, or in what is known to be the break. Before the first and after the last anchor their difference is held, and the
 * uncertainty grows by 600 ppm. Immutable and thread-safe.
 */
public final class UtcTimeline {

    /** What the coarsest of the usual clocks, Windows', rounds to. */
    private static final long GRANULARITY_NANOS = 100;

    private static final double MAX_DRIFT = FitAssumptions.DEFAULT_MAX_DRIFT_PPM * 1e-6;

    private final long[] hostNanos;
    private final long[] aheadNanos;
    private final long[] halfWidthNanos;
    /** Of each anchor but the last, when the break after it was; null if there was none. */
    private final @Nullable Bound[] breakAfter;

    /**
     * @param origin the anchor that defines the host's timeline, {@link HostClock#origin()}; not itself one of the anchors
     *     used unless it is listed or there is no other
     * @param anchors the anchors of the session, in the order in which they were taken; may be empty
     * @throws IllegalArgumentException if they are not in order or lie more than 146 years from zero
     */
    public UtcTimeline(HostAnchor origin, List<HostAnchor> anchors) {
        this(origin, anchors, List.of());
    }

    /**
     * Know more of when the breaks were than the anchors tell.
     *
     * @param origin the anchor that defines the host's timeline
     * @param anchors the anchors of the session, in the order in which they were taken; may be empty
     * @param known what {@link #breaks} gave, {@linkplain HostBreak#within narrowed}
     * @throws IllegalArgumentException if the anchors are not in order or lie more than 146 years from zero
     */
    public UtcTimeline(HostAnchor origin, List<HostAnchor> anchors, List<HostBreak> known) {
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
        breakAfter = new @Nullable Bound[hostNanos.length];
        for (int i = 0; i + 1 < hostNanos.length; i++) {
            breakAfter[i] = breakAfter(i, known);
        }
    }

    private @Nullable Bound breakAfter(int left, List<HostBreak> known) {
        Bound anchors = new Bound(hostNanos[left], hostNanos[left + 1]);
        if (Math.abs(differenceAfter(left)) <= lineCanHide(left)) {
            return null;
        }
        return known.stream()
                .map(HostBreak::host)
                .filter(host -> anchors.contains(host.earliestNanos()) && anchors.contains(host.latestNanos()))
                .findFirst()
                .orElse(anchors);
    }

    /**
     * {@return where the two clocks of the host parted, in order; which of the two jumped is {@linkplain
     * HostBreak.Cause#UNDECIDED not known} from the anchors alone}
     */
    public List<HostBreak> breaks() {
        List<HostBreak> breaks = new ArrayList<>();
        for (int i = 0; i < breakAfter.length; i++) {
            Bound host = breakAfter[i];
            if (host != null) {
                breaks.add(new HostBreak(
                        host, aheadNanos[i + 1] - aheadNanos[i], lineCanHide(i), HostBreak.Cause.UNDECIDED));
            }
        }
        return breaks;
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
        return between(right - 1, host);
    }

    private UtcTime held(int anchor, long growth, long host) {
        long uncertainty = TimeRange.add(halfWidthNanos[anchor] + GRANULARITY_NANOS, growth);
        return new UtcTime(TimeRange.add(host, aheadNanos[anchor]), uncertainty);
    }

    private UtcTime between(int left, long host) {
        Bound broken = breakAfter[left];
        if (broken != null && host < broken.earliestNanos()) {
            return held(left, growth(TimeRange.distance(host, hostNanos[left])), host);
        }
        if (broken != null && host > broken.latestNanos()) {
            return held(left + 1, growth(TimeRange.distance(hostNanos[left + 1], host)), host);
        }
        double difference = differenceAfter(left);
        long ahead = aheadNanos[left] + Math.round(difference * ((host - hostNanos[left]) / gapAfter(left)));
        long uncertainty = Math.max(halfWidthNanos[left], halfWidthNanos[left + 1]) + GRANULARITY_NANOS;
        if (broken != null) {
            uncertainty = TimeRange.add(uncertainty, (long) Math.ceil(Math.abs(difference)));
        }
        return new UtcTime(TimeRange.add(host, ahead), uncertainty);
    }

    private double gapAfter(int left) {
        return hostNanos[left + 1] - hostNanos[left];
    }

    private double differenceAfter(int left) {
        return TimeRange.distance(aheadNanos[left + 1], aheadNanos[left]);
    }

    private long lineCanHide(int left) {
        return growth(gapAfter(left)) + halfWidthNanos[left] + halfWidthNanos[left + 1] + 2 * GRANULARITY_NANOS;
    }

    private static long growth(double distance) {
        return (long) Math.ceil(MAX_DRIFT * Math.abs(distance));
    }
}
