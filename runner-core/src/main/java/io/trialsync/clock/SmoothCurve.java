// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fitted offset: a cubic between knots, the last drift held beyond them, always within the corridor.
 *
 * <p>A cubic through offsets and drifts is the posterior mean of an offset whose drift wanders. The random part of the
 * uncertainty follows from the same model and from a warm-up that may hide in a long gap; the systematic part is half the
 * narrowest cell, or that of a measured asymmetry. Immutable.
 */
final class SmoothCurve implements OffsetCurve {

    private static final int CLEARANCE_CHECKS = 8;

    private final FitAssumptions assumptions;
    private final SteppedCorridor corridor;
    private final SmoothPath path;
    private final long deviceAnchor;
    private final long offsetAnchor;
    private final long[] deviceNanos;
    private final long systematicNanos;
    private final boolean fewCells;
    private final List<OpenChange> openChanges;

    SmoothCurve(
            FitAssumptions assumptions,
            SteppedCorridor corridor,
            SmoothPath path,
            long deviceAnchor,
            long offsetAnchor,
            long systematicNanos,
            boolean fewCells) {
        this.assumptions = assumptions;
        this.corridor = corridor;
        this.path = path;
        this.deviceAnchor = deviceAnchor;
        this.offsetAnchor = offsetAnchor;
        this.deviceNanos = Arrays.stream(path.seconds)
                .mapToLong(t -> TimeRange.add(deviceAnchor, Math.round(t * 1e9)))
                .toArray();
        this.systematicNanos = systematicNanos;
        this.fewCells = fewCells;
        this.openChanges = path.unproven.stream().map(this::open).toList();
    }

    private OpenChange open(UnprovenSteps.Run run) {
        Bound device = run.device(deviceAnchor);
        Bound before = corridor.at(device.earliestNanos());
        Bound after = corridor.at(device.latestNanos());
        // beyond what a crystal may have drifted meanwhile; a clock that is ahead has a smaller offset
        long crystal = (long) Math.ceil(UnprovenSteps.CRYSTAL_PPM * 1e-6 * (double) device.widthNanos());
        Bound limits = new Bound(
                        TimeRange.subtract(before.earliestNanos(), after.latestNanos()),
                        TimeRange.subtract(before.latestNanos(), after.earliestNanos()))
                .grow(crystal);
        double possible = OffsetCorridor.LARGEST_OFFSET_NANOS;
        long change = Math.round(Math.max(-possible, Math.min(possible, -run.micros() * 1e3)));
        return new OpenChange(device, change, limits.including(change));
    }

    /** {@return the same curve within limits that a stream's arrivals cut} */
    SmoothCurve cutBy(ArrivalLimits limits) {
        return new SmoothCurve(
                assumptions, corridor.cutBy(limits), path, deviceAnchor, offsetAnchor, systematicNanos, fewCells);
    }

    /** {@return a curve with the same limits and anchors along another path} */
    SmoothCurve along(SmoothPath other, long moreSystematicNanos) {
        return new SmoothCurve(
                assumptions,
                corridor,
                other,
                deviceAnchor,
                offsetAnchor,
                TimeRange.add(systematicNanos, moreSystematicNanos),
                false);
    }

    /** {@return the least possible offset at a device time} */
    long earliestAt(long device) {
        return corridor.at(device).earliestNanos();
    }

    @Override
    public List<Knot> knots() {
        List<Knot> knots = new ArrayList<>();
        for (int k = 0; k < deviceNanos.length; k++) {
            if (k == 0 || deviceNanos[k] > deviceNanos[k - 1]) {
                OffsetEstimate estimate = at(deviceNanos[k]);
                knots.add(new Knot(
                        deviceNanos[k],
                        estimate.offsetNanos(),
                        path.rate[k],
                        estimate.uncertainty(),
                        estimate.limits()));
            }
        }
        return knots;
    }

    @Override
    public FitAssumptions assumptions() {
        return assumptions;
    }

    @Override
    public long systematicNanos() {
        return systematicNanos;
    }

    @Override
    public List<OpenChange> openChanges() {
        return openChanges;
    }

    @Override
    public String evidence() {
        return corridor.wasSlewed()
                ? path.evidence
                        + "; the exchanges contradict the declaration that the clock is never slewed, so it is left out"
                : path.evidence;
    }

    @Override
    public long offsetAt(long device) {
        return corridor.clamp(device, fitted(device, gap(device)));
    }

    /** The cubic never does; where it is cut by the corridor it does, so it must stay clear of that at some times and between. */
    @Override
    public boolean bendsWithin(long from, long to) {
        long step = Math.max(1, (to - from) / CLEARANCE_CHECKS);
        long clearance = 2 * assumptions.growthNanos(step);
        for (long device = from; device <= to; device += step) {
            Bound limits = corridor.at(device);
            long offset = fitted(device, gap(device));
            if (offset - limits.earliestNanos() < clearance || limits.latestNanos() - offset < clearance) {
                return true;
            }
        }
        return false;
    }

    @Override
    public OffsetEstimate at(long device) {
        int gap = gap(device);
        Bound limits = corridor.at(device);
        long offset = Math.max(limits.earliestNanos(), Math.min(limits.latestNanos(), fitted(device, gap)));
        Uncertainty uncertainty = fewCells
                ? Uncertainty.of(limits.fartherFrom(offset), systematicNanos)
                : new Uncertainty(GapUncertainty.randomNanos(path, gap, seconds(device)), systematicNanos);
        return new OffsetEstimate(offset, uncertainty.atMost(limits.fartherFrom(offset)), limits);
    }

    @Override
    public long deviceAt(long host) {
        return CurveInverse.deviceAt(this, host, host - offsetAnchor);
    }

    /** The gap in which a device time lies: k between knots k and k + 1, −1 before the first, the last knot after it. */
    private int gap(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        return found >= 0 ? found : -found - 2;
    }

    private double seconds(long device) {
        return TimeRange.distance(device, deviceAnchor) * 1e-9;
    }

    private long fitted(long device, int gap) {
        int last = deviceNanos.length - 1;
        int knot = Math.max(0, gap);
        double nanos = TimeRange.distance(device, deviceNanos[knot]);
        double drift = path.rate[knot] * 1e-6;
        double moved = gap < 0 || gap >= last ? drift * nanos : hermite(knot, nanos);
        return TimeRange.add(offsetAnchor, Math.round(path.offset[knot] * 1e3 + moved));
    }

    /** How far the offset has moved since a knot: Horner on the cubic with the offsets and drifts of both its ends. */
    private double hermite(int knot, double nanos) {
        double length = TimeRange.distance(deviceNanos[knot + 1], deviceNanos[knot]);
        double left = path.rate[knot] * 1e-6;
        double right = path.rate[knot + 1] * 1e-6;
        double slope = (path.offset[knot + 1] - path.offset[knot]) * 1e3 / length;
        double quadratic = (3 * slope - 2 * left - right) / length;
        double cubic = (left + right - 2 * slope) / (length * length);
        return nanos * (left + nanos * (quadratic + nanos * cubic));
    }
}
