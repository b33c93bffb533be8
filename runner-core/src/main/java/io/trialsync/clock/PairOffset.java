// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * How far one device's clock is from another's at the same instant: what one shows minus what the other shows, so that it is added to
 * a time of the other to get one of the first.
 *
 * <p>Both clocks were compared with the host only. Nothing is known of how their errors go together, so that the limits are those of
 * the worst case and the uncertainties add up.
 *
 * @param hostNanos the instant, in nanoseconds of host time
 * @param offsetNanos one clock − the other clock, in nanoseconds
 * @param uncertainty its half-width of at least 95 %, the sum of both
 * @param limits all differences that the two models leave possible, in nanoseconds; they contain the estimate
 */
public record PairOffset(long hostNanos, long offsetNanos, Uncertainty uncertainty, Bound limits) {

    /**
     * {@return how far two clocks were apart}
     *
     * @param one the model of the one clock
     * @param other the model of the other clock, from exchanges with the same host
     * @param hostNanos the instant, in nanoseconds of host time
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public static PairOffset at(ClockModel one, ClockModel other, long hostNanos) {
        DeviceTime ones = one.toDevice(hostNanos);
        DeviceTime others = other.toDevice(hostNanos);
        Uncertainty both = new Uncertainty(
                TimeRange.add(
                        ones.uncertainty().randomNanos(), others.uncertainty().randomNanos()),
                TimeRange.add(
                        ones.uncertainty().systematicNanos(),
                        others.uncertainty().systematicNanos()));
        return new PairOffset(
                hostNanos,
                TimeRange.subtract(ones.deviceNanos(), others.deviceNanos()),
                both,
                new Bound(
                        TimeRange.subtract(
                                ones.limits().earliestNanos(), others.limits().latestNanos()),
                        TimeRange.subtract(
                                ones.limits().latestNanos(), others.limits().earliestNanos())));
    }

    /**
     * {@return the same for people, without a full stop}
     *
     * @param one what the one device is called
     * @param other what the other device is called
     */
    public String sentence(String one, String other) {
        return one + " is " + distance() + (offsetNanos < 0 ? " behind " : " ahead of ") + other + " (± "
                + Durations.format(uncertainty.totalNanos()) + ", limits " + Durations.format(limits.earliestNanos())
                + " to " + Durations.format(limits.latestNanos()) + ")";
    }

    /** {@return how far, and in which direction, for people, such as {@code 12.3 ms ahead}} */
    public String signed() {
        return distance() + (offsetNanos < 0 ? " behind" : " ahead");
    }

    private String distance() {
        return Durations.format(TimeRange.subtract(Math.max(offsetNanos, 0), Math.min(offsetNanos, 0)));
    }
}
