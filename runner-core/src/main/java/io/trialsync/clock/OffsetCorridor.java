// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hard limits of a stretch: all offsets that no exchange of it excludes, for a clock that drifts at most by ρ.
 *
 * <p>θ(d) ∈ [max(lo − ρ|d − dᵢ|), min(hi + ρ|d − dᵢ|)] over all exchanges. One sweep forward and one back make it tight at the
 * exchanges; after that the two neighbours of a device time decide. Where the
 * clock is declared never to be slewed, {@link ChordLimits} join in. Exchanges that contradict one another would turn the
 * limits around; they are then given the right way round, so that both sides of the contradiction lie within. Immutable.
 */
final class OffsetCorridor {

    /** No offset can be larger, so that no limit needs to be; differences of two limits then fit into a {@code long}. */
    static final long LARGEST_OFFSET_NANOS = (1L << 62) - 1;

    private final long[] deviceNanos;
    private final long[] earliestNanos;
    private final long[] latestNanos;
    private final FitAssumptions assumptions;
    private @Nullable ChordLimits below;
    private @Nullable ChordLimits above;
    private @Nullable ArrivalLimits arrivals;

    private OffsetCorridor(OffsetCorridor other, ArrivalLimits arrivals) {
        this.deviceNanos = other.deviceNanos;
        this.earliestNanos = other.earliestNanos;
        this.latestNanos = other.latestNanos;
        this.assumptions = other.assumptions;
        this.below = other.below;
        this.above = other.above;
        this.arrivals = arrivals;
    }

    private OffsetCorridor(long[] device, long[] earliest, long[] latest, FitAssumptions assumptions) {
        this.deviceNanos = device;
        this.earliestNanos = earliest;
        this.latestNanos = latest;
        this.assumptions = assumptions;
        assumptions.maxDriftChange().ifPresent(this::addChords);
        sweep();
        if (below != null && isContradicted()) {
            below = null;
            above = null;
        }
    }

    private void addChords(double change) {
        below = ChordLimits.of(-1, deviceNanos, earliestNanos, change);
        above = ChordLimits.of(1, deviceNanos, latestNanos, change);
    }

    private boolean isContradicted() {
        for (int i = 0; i < deviceNanos.length; i++) {
            if (earliest(deviceNanos[i], i) > latest(deviceNanos[i], i)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a declaration that the clock is never slewed was dropped because the exchanges contradict it} */
    boolean wasSlewed() {
        return assumptions.maxDriftChange().isPresent() && below == null;
    }

    static OffsetCorridor of(List<Exchange> stretch, FitAssumptions assumptions) {
        Exchange[] ordered = Observations.inDeviceOrder(stretch);
        long[] device = new long[ordered.length];
        long[] earliest = new long[ordered.length];
        long[] latest = new long[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            // the stamp was taken up to a resolution from the instant at which its limits are put
            Bound limits = ordered[i]
                    .offsetLimits(assumptions.stampRule())
                    .grow(assumptions.growthNanos(ordered[i].resolutionNanos()));
            device[i] = Observations.instant(ordered[i]);
            earliest[i] = limits.earliestNanos();
            latest[i] = limits.latestNanos();
        }
        return new OffsetCorridor(device, earliest, latest, assumptions);
    }

    /** {@return these limits cut from above by those of a stream's arrivals, which must not contradict them} */
    OffsetCorridor cutBy(ArrivalLimits limits) {
        return new OffsetCorridor(this, limits);
    }

    private void sweep() {
        for (int i = 1; i < deviceNanos.length; i++) {
            tighten(i, i - 1);
        }
        for (int i = deviceNanos.length - 2; i >= 0; i--) {
            tighten(i, i + 1);
        }
    }

    private void tighten(int point, int neighbour) {
        long growth = growth(deviceNanos[point], neighbour);
        earliestNanos[point] = Math.max(earliestNanos[point], TimeRange.subtract(earliestNanos[neighbour], growth));
        latestNanos[point] = Math.min(latestNanos[point], TimeRange.add(latestNanos[neighbour], growth));
    }

    private long growth(long device, int point) {
        return assumptions.growthNanos(TimeRange.distance(device, deviceNanos[point]));
    }

    Bound at(long device) {
        int right = firstAtOrAfter(device);
        long earliest = earliest(device, right);
        long latest = latest(device, right);
        return new Bound(Math.min(earliest, latest), Math.max(earliest, latest));
    }

    /** {@return the offset, moved to the nearer limit if it lies outside} */
    long clamp(long device, long offset) {
        int right = firstAtOrAfter(device);
        long earliest = earliest(device, right);
        long latest = latest(device, right);
        return Math.max(Math.min(earliest, latest), Math.min(Math.max(earliest, latest), offset));
    }

    private long earliest(long device, int right) {
        long earliest = -LARGEST_OFFSET_NANOS;
        for (int i = Math.max(0, right - 1); i <= Math.min(right, deviceNanos.length - 1); i++) {
            earliest = Math.max(earliest, TimeRange.subtract(earliestNanos[i], growth(device, i)));
        }
        return below == null ? earliest : Math.max(earliest, below.at(device));
    }

    private long latest(long device, int right) {
        long latest = LARGEST_OFFSET_NANOS;
        for (int i = Math.max(0, right - 1); i <= Math.min(right, deviceNanos.length - 1); i++) {
            latest = Math.min(latest, TimeRange.add(latestNanos[i], growth(device, i)));
        }
        latest = above == null ? latest : Math.min(latest, above.at(device));
        return arrivals == null ? latest : Math.min(latest, arrivals.latestAt(device));
    }

    private int firstAtOrAfter(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        return found >= 0 ? found : -found - 1;
    }
}
