// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A live clock at one moment: converts device times to host times and back, with limits and uncertainty that grow with the
 * distance from the newest exchange. Immutable and thread-safe; no conversion ever waits.
 *
 * <p>States of one {@link #generation()} follow one another without a jump: for device times that rise, host times never
 * fall, whichever of the states converts them. That holds for times up to {@value #LEAD_MILLIS} ms ahead of the device's
 * clock when asked for, and back to half a minute.
 */
public final class LiveClockState {

    /** How far ahead of the newest exchange a new estimate begins to be followed, so that no one has asked beyond. */
    static final long LEAD_MILLIS = 250;

    private final long generation;
    private final long exchanges;
    private final FitAssumptions assumptions;
    private final SlewedView view;
    private final LiveFit fit;
    private final Bound corridor;
    private final Exchange newest;

    LiveClockState(
            long generation,
            long exchanges,
            FitAssumptions assumptions,
            SlewedView view,
            LiveFit fit,
            Bound corridor,
            Exchange newest) {
        this.generation = generation;
        this.exchanges = exchanges;
        this.assumptions = assumptions;
        this.view = view;
        this.fit = fit;
        this.corridor = corridor;
        this.newest = newest;
    }

    /** {@return how often the clock has been reset: states of different generations must not be compared} */
    public long generation() {
        return generation;
    }

    /** {@return how many exchanges the clock has taken so far} */
    public long exchanges() {
        return exchanges;
    }

    /** {@return when the newest exchange behind this state was received, in nanoseconds of host time} */
    public long newestHostNanos() {
        return newest.hostReceiveNanos();
    }

    /** {@return the drift as it is now, with its uncertainty} */
    public KnownDrift drift() {
        return fit.drift();
    }

    /**
     * {@return a device time on the host's timeline, in nanoseconds, by itself; allocates nothing}
     *
     * @param deviceNanos what the device's clock shows or showed, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public long hostNanos(long deviceNanos) {
        TimeRange.require("device time", deviceNanos);
        return deviceNanos + view.offsetAt(deviceNanos);
    }

    /**
     * {@return what the device's clock shows at a host time, in nanoseconds, by itself; allocates nothing}
     *
     * @param hostNanos the host time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public long deviceNanos(long hostNanos) {
        TimeRange.require("host time", hostNanos);
        return view.deviceAt(hostNanos);
    }

    /**
     * {@return a device time on the host's timeline, with uncertainty and limits}
     *
     * @param deviceNanos what the device's clock shows or showed, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public HostTime toHost(long deviceNanos) {
        long host = hostNanos(deviceNanos);
        OffsetEstimate estimate = estimate(deviceNanos);
        return new HostTime(
                host,
                estimate.uncertainty(),
                estimate.limits().shift(deviceNanos).including(host),
                isExtrapolated(deviceNanos));
    }

    /**
     * {@return what the device's clock shows at a host time, with uncertainty and limits}
     *
     * @param hostNanos the host time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public DeviceTime toDevice(long hostNanos) {
        long device = deviceNanos(hostNanos);
        OffsetEstimate estimate = estimate(device);
        Bound limits = new Bound(
                        TimeRange.subtract(hostNanos, estimate.limits().latestNanos()),
                        TimeRange.subtract(hostNanos, estimate.limits().earliestNanos()))
                .including(device);
        // as in a fitted segment: an offset that is off by e moves the device time by at most e / (1 − ρ) ≤ e + 2ρe
        long slack = assumptions.growthNanos(2.0 * limits.fartherFrom(device)) + 1;
        return new DeviceTime(device, estimate.uncertainty(), limits.grow(slack), isExtrapolated(device));
    }

    /**
     * {@return a device time on the host's timeline as the newest fit alone has it, with uncertainty and limits}
     *
     * <p>This is the best that is known now, but from one state to the next it may run backwards; {@link #toHost} does not.
     *
     * @param deviceNanos what the device's clock shows or showed, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public HostTime toHostByFit(long deviceNanos) {
        TimeRange.require("device time", deviceNanos);
        Bound limits = limitsAt(deviceNanos);
        long offset = Math.max(limits.earliestNanos(), Math.min(limits.latestNanos(), fit.offsetAt(deviceNanos)));
        OffsetEstimate estimate = estimate(deviceNanos, offset, limits);
        return new HostTime(
                TimeRange.add(deviceNanos, offset),
                estimate.uncertainty(),
                estimate.limits().shift(deviceNanos),
                isExtrapolated(deviceNanos));
    }

    private boolean isExtrapolated(long device) {
        return device > newest.deviceNanos() + newest.resolutionNanos();
    }

    private OffsetEstimate estimate(long device) {
        long offset = view.offsetAt(device);
        return estimate(device, offset, limitsAt(device).including(offset));
    }

    /** The view lags behind the fit while it catches up, which is an error it knows of. */
    private OffsetEstimate estimate(long device, long offset, Bound limits) {
        long behind = Math.abs(TimeRange.subtract(fit.offsetAt(device), offset));
        Uncertainty uncertainty = fit.fewCells()
                ? Uncertainty.of(limits.fartherFrom(offset), fit.systematicNanos())
                : new Uncertainty(TimeRange.add(fit.randomNanos(device), behind), fit.systematicNanos());
        return new OffsetEstimate(offset, uncertainty.atMost(limits.fartherFrom(offset)), limits);
    }

    private Bound limitsAt(long device) {
        return corridor.grow(assumptions.growthNanos(TimeRange.distance(device, newest.deviceNanos())));
    }

    SlewedView view() {
        return view;
    }

    LiveFit fit() {
        return fit;
    }
}
