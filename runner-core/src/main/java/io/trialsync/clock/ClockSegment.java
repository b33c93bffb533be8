// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * The stretch of a device clock between two steps, with the offset fitted to it. Immutable.
 *
 * <p>Before the first exchange of a session and after its last the segment goes on without end; at a step it reaches as far
 * as the exchanges around the step allow, so two neighbours overlap in host time and may overlap in device time.
 */
public final class ClockSegment {

    private final OffsetCurve curve;
    private final Bound measuredDevice;
    private final Bound possibleDevice;
    private final Bound measuredHost;

    /**
     * @param measuredDevice the device times from the first to the last exchange
     * @param possibleDevice the device times that the clock may have shown in this segment
     * @param measuredHost host times from the first send to the last receive
     */
    ClockSegment(OffsetCurve curve, Bound measuredDevice, Bound possibleDevice, Bound measuredHost) {
        this.curve = curve;
        this.measuredDevice = measuredDevice;
        this.possibleDevice = possibleDevice;
        this.measuredHost = measuredHost;
    }

    /** {@return the points through which the offset was drawn, in order of device time} */
    public List<Knot> knots() {
        return curve.knots();
    }

    /** {@return the device times from the first to the last exchange of this segment} */
    public Bound measuredDevice() {
        return measuredDevice;
    }

    /** {@return the device times that the clock may have shown in this segment} */
    public Bound possibleDevice() {
        return possibleDevice;
    }

    /** {@return the host times from the first send to the last receive of this segment} */
    public Bound measuredHost() {
        return measuredHost;
    }

    /** {@return the systematic part of this segment's uncertainty: half the narrowest round trip with stamp resolution} */
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
     */
    public HostTime toHost(long deviceNanos) {
        OffsetEstimate offset = curve.at(deviceNanos);
        return new HostTime(
                deviceNanos + offset.offsetNanos(),
                offset.uncertainty(),
                offset.limits().shift(deviceNanos),
                !measuredDevice.contains(deviceNanos));
    }

    /**
     * {@return what the device's clock showed at a host time, as this segment has it}
     *
     * @param hostNanos the host time, in nanoseconds
     */
    public DeviceTime toDevice(long hostNanos) {
        long device = hostNanos - curve.offsetAt(hostNanos - knots().get(0).offsetNanos());
        for (int i = 0; i < INVERSE_STEPS; i++) {
            device = hostNanos - curve.offsetAt(device);
        }
        OffsetEstimate offset = curve.at(device);
        // h = d + θ(d) with |θ'| ≤ ρ: an error e of θ at the estimate shifts d by at most e / (1 − ρ)
        long slack = curve.assumptions().growthNanos(2 * offset.limits().widthNanos()) + 1;
        Bound limits = new Bound(
                hostNanos - offset.limits().latestNanos(),
                hostNanos - offset.limits().earliestNanos());
        return new DeviceTime(device, offset.uncertainty(), limits.grow(slack), !measuredHost.contains(hostNanos));
    }

    /** Each step shrinks the error by the drift, so that six take 10 s of offset at 1000 ppm below a nanosecond. */
    private static final int INVERSE_STEPS = 6;
}
