// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.Uncertainty;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The host time of one marker's device time.
 *
 * <p>Where a step makes a device time ambiguous, the order of markers would settle nothing: times that were given to the device
 * were made from what was known of its clock then, and mix with those it stamped itself. What settles it is what the host knows
 * of each marker alone: when it was sent and answered, or which host time its device time was made from.
 */
final class MarkerTime {

    private MarkerTime() {}

    /**
     * When a device stamped a marker that reached it.
     *
     * @return the host time, within the round trip of the marker; empty if the model's clock never showed the stamp, or showed
     *     it more than once and never during the round trip
     */
    static Optional<HostTime> ofArrival(AlignedDevice.Fitted device, MarkerAnswered answer) {
        StampOnHost stamp = device.description().clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .findFirst()
                .map(StampOnHost::of)
                .orElse(StampOnHost.EXACT);
        List<HostTime> shown = candidates(device.wall(), stamp.middleOf(answer.deviceNanos())).stream()
                .map(stamp::aroundMiddle)
                .toList();
        Bound roundTrip = new Bound(answer.hostSendNanos(), answer.hostReceiveNanos());
        List<HostTime> during = shown.stream()
                .filter(time -> overlap(time.limits(), roundTrip))
                .map(time -> within(time, roundTrip))
                .toList();
        return during.isEmpty() ? only(shown) : covering(during);
    }

    /**
     * When the device's clock shows a time that was given to a marker.
     *
     * @param madeFromNanos the host time that it was made from, which is preferred where the model allows it
     * @return the host time; empty if the clock never showed it, or more than once and never when it was made from
     */
    static Optional<HostTime> ofGiven(ClockModel wall, long deviceNanos, long madeFromNanos) {
        List<HostTime> shown = candidates(wall, deviceNanos);
        Predicate<HostTime> meant = time -> time.limits().contains(madeFromNanos);
        return shown.stream().anyMatch(meant)
                ? covering(shown.stream().filter(meant).toList())
                : only(shown);
    }

    private static List<HostTime> candidates(ClockModel wall, long deviceNanos) {
        Conversion conversion = wall.toHost(deviceNanos);
        if (conversion instanceof Conversion.Converted converted) {
            return List.of(converted.hostTime());
        }
        return conversion instanceof Conversion.Ambiguous ambiguous ? ambiguous.candidates() : List.of();
    }

    private static Optional<HostTime> only(List<HostTime> times) {
        return times.size() == 1 ? Optional.of(times.get(0)) : Optional.empty();
    }

    private static boolean overlap(Bound one, Bound other) {
        return one.earliestNanos() <= other.latestNanos() && other.earliestNanos() <= one.latestNanos();
    }

    private static HostTime within(HostTime time, Bound certain) {
        Bound limits = new Bound(
                Math.max(time.limits().earliestNanos(), certain.earliestNanos()),
                Math.min(time.limits().latestNanos(), certain.latestNanos()));
        long nearest = Math.max(limits.earliestNanos(), Math.min(limits.latestNanos(), time.hostNanos()));
        return new HostTime(nearest, time.uncertainty(), limits, time.extrapolated());
    }

    /** One time for several of which one is true: the first, as uncertain as the others are far. */
    private static Optional<HostTime> covering(List<HostTime> times) {
        HostTime first = times.get(0);
        if (times.size() == 1) {
            return Optional.of(first);
        }
        Bound limits = times.stream().map(HostTime::limits).reduce(first.limits(), Bound::hull);
        long reach = limits.fartherFrom(first.hostNanos());
        long systematic = Math.min(first.uncertainty().systematicNanos(), reach);
        return Optional.of(new HostTime(
                first.hostNanos(), new Uncertainty(reach - systematic, systematic), limits, first.extrapolated()));
    }
}
