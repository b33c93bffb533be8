// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * The stretch of a device clock between two steps, with the offset fitted to it. Immutable and thread-safe.
 *
 * <p>Before the first exchange of a session and after its last the segment goes on without end; at a step it reaches as far
 * as the exchanges around the step allow, so two neighbours overlap in host time and may overlap in device time.
 */
public final class ClockSegment {

    private static final Bound WITHOUT_END = new Bound(Long.MIN_VALUE, Long.MAX_VALUE);

    private final OffsetCurve curve;
    private final Bound measuredDevice;
    private final Bound measuredHost;
    private final Bound possibleDevice;
    private final Bound possibleHost;
    private final String remarks;

    private ClockSegment(
            OffsetCurve curve,
            Bound measuredDevice,
            Bound measuredHost,
            Bound possibleDevice,
            Bound possibleHost,
            String remarks) {
        this.curve = curve;
        this.measuredDevice = measuredDevice;
        this.measuredHost = measuredHost;
        this.possibleDevice = possibleDevice;
        this.possibleHost = possibleHost;
        this.remarks = remarks;
    }

    /**
     * {@return a segment that goes on without end on both sides}
     *
     * @param measuredDevice the device times from the first to the last exchange
     * @param measuredHost host times from the first send to the last receive
     */
    static ClockSegment unbroken(OffsetCurve curve, Bound measuredDevice, Bound measuredHost) {
        return new ClockSegment(curve, measuredDevice, measuredHost, WITHOUT_END, WITHOUT_END, "");
    }

    /**
     * {@return this segment with an end at the steps around it}
     *
     * @param device the device times that the clock may have shown in it
     * @param host the host times that may belong to it
     */
    ClockSegment within(Bound device, Bound host) {
        return new ClockSegment(curve, measuredDevice, measuredHost, device, host, remarks);
    }

    /** {@return this segment with its end at a host time} */
    ClockSegment until(long hostNanos) {
        long device = toDevice(hostNanos).limits().latestNanos();
        return clipped(new Bound(Long.MIN_VALUE, device), new Bound(Long.MIN_VALUE, hostNanos));
    }

    /** {@return this segment with its begin at a host time} */
    ClockSegment from(long hostNanos) {
        long device = toDevice(hostNanos).limits().earliestNanos();
        return clipped(new Bound(device, Long.MAX_VALUE), new Bound(hostNanos, Long.MAX_VALUE));
    }

    private ClockSegment clipped(Bound device, Bound host) {
        return new ClockSegment(
                curve,
                clip(measuredDevice, device),
                clip(measuredHost, host),
                clip(possibleDevice, device),
                clip(possibleHost, host),
                remarks);
    }

    private static Bound clip(Bound bound, Bound to) {
        long earliest = Math.min(Math.max(bound.earliestNanos(), to.earliestNanos()), to.latestNanos());
        return new Bound(earliest, Math.max(earliest, Math.min(bound.latestNanos(), to.latestNanos())));
    }

    /** {@return this segment with another curve and a further remark on how it was chosen} */
    ClockSegment redrawn(OffsetCurve other, String remark) {
        return new ClockSegment(
                other, measuredDevice, measuredHost, possibleDevice, possibleHost, remarks + "; " + remark);
    }

    /** {@return the points through which the offset was drawn, in order of device time} */
    public List<Knot> knots() {
        return curve.knots();
    }

    /** {@return which curve was drawn through this segment and why, in one line for people} */
    public String evidence() {
        return curve.evidence() + remarks;
    }

    /**
     * {@return the changes in this segment that may be a step, which moves the wall clock alone, or a slew, in order of device
     * time; nearly always none}
     */
    public List<OpenChange> openChanges() {
        return curve.openChanges();
    }

    /** {@return the device times from the first to the last exchange of this segment} */
    public Bound measuredDevice() {
        return measuredDevice;
    }

    /** {@return the device times that the clock may have shown in this segment; the ends of {@code long} where it has no end} */
    public Bound possibleDevice() {
        return possibleDevice;
    }

    /** {@return the host times from the first send to the last receive of this segment} */
    public Bound measuredHost() {
        return measuredHost;
    }

    /**
     * {@return the host times that may belong to this segment: from the last send before the step before it to the first
     * receive after the step after it; the ends of {@code long} where it has no end}
     */
    public Bound possibleHost() {
        return possibleHost;
    }

    /** {@return the systematic part of the uncertainty, in nanoseconds: what link asymmetry and stamp resolution may hide} */
    public long systematicNanos() {
        return curve.systematicNanos();
    }

    OffsetCurve curve() {
        return curve;
    }

    /**
     * {@return a device time on the host's timeline, as this segment has it}
     *
     * @param deviceNanos the device time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public HostTime toHost(long deviceNanos) {
        TimeRange.require("device time", deviceNanos);
        OffsetEstimate offset = curve.at(deviceNanos);
        return new HostTime(
                TimeRange.add(deviceNanos, offset.offsetNanos()),
                offset.uncertainty(),
                offset.limits().shift(deviceNanos),
                !measuredDevice.contains(deviceNanos));
    }

    /**
     * {@return what the device's clock showed at a host time, as this segment has it}
     *
     * <p>Where the estimate is steeper than the drift limit, as a baseline's can be between close points, several device
     * times may come out at one host time; one of them is given, and the limits hold all the same.
     *
     * @param hostNanos the host time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public DeviceTime toDevice(long hostNanos) {
        TimeRange.require("host time", hostNanos);
        long device = curve.deviceAt(hostNanos);
        OffsetEstimate offset = curve.at(device);
        Bound limits = new Bound(
                        TimeRange.subtract(hostNanos, offset.limits().latestNanos()),
                        TimeRange.subtract(hostNanos, offset.limits().earliestNanos()))
                .including(device);
        // h = d + θ(d) and |θ'| ≤ ρ: if θ at the estimate is off by e, then d is off by at most e / (1 − ρ) ≤ e + 2ρe
        long slack = curve.assumptions().growthNanos(2.0 * limits.fartherFrom(device)) + 1;
        return new DeviceTime(device, offset.uncertainty(), limits.grow(slack), !measuredHost.contains(hostNanos));
    }
}
