// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.Uncertainty;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
     * @return the host time, within the round trip of the marker unless that and the model exclude each other; empty if the
     *     clock never showed the stamp, or showed it more than once and never during the round trip
     */
    static Optional<HostTime> ofArrival(AlignedDevice.Fitted device, MarkerAnswered answer) {
        List<HostTime> shown = stamped(device, answer);
        if (answer.hostReceiveNanos() < answer.hostSendNanos()) {
            return only(shown);
        }
        Bound roundTrip = new Bound(answer.hostSendNanos(), answer.hostReceiveNanos());
        List<HostTime> during = shown.stream()
                .filter(time -> time.limits().overlaps(roundTrip))
                .map(time -> within(time, roundTrip))
                .toList();
        return during.isEmpty() ? only(shown) : Optional.of(covering(during));
    }

    /**
     * {@return the host time of a marker of which no line says whether the device or the host stamped it, so that its round trip
     * says nothing; empty if the clock never showed its time, or more than once}
     */
    static Optional<HostTime> ofEither(AlignedDevice.Fitted device, MarkerAnswered answer) {
        return only(stamped(device, answer));
    }

    /**
     * When the device's clock shows a time that was given to a marker.
     *
     * @param madeFromNanos the host time that it was made from
     * @return the host time; where the clock may have shown the time more than once, the one closest to what it was made from,
     *     with limits that hold all of them; empty if the clock never showed it
     */
    static Optional<HostTime> ofGiven(ClockModel wall, long deviceNanos, long madeFromNanos) {
        List<HostTime> shown = candidates(wall, deviceNanos).stream()
                .sorted(Comparator.comparingDouble(time -> Math.abs((double) time.hostNanos() - madeFromNanos)))
                .toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(covering(shown));
    }

    private static List<HostTime> stamped(AlignedDevice.Fitted device, MarkerAnswered answer) {
        StampOnHost stamp = device.description().clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .findFirst()
                .map(StampOnHost::of)
                .orElse(StampOnHost.EXACT);
        return candidates(device.wall(), stamp.middleOf(answer.deviceNanos())).stream()
                .map(stamp::aroundMiddle)
                .toList();
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

    private static HostTime within(HostTime time, Bound certain) {
        Bound limits = new Bound(
                Math.max(time.limits().earliestNanos(), certain.earliestNanos()),
                Math.min(time.limits().latestNanos(), certain.latestNanos()));
        long nearest = Math.max(limits.earliestNanos(), Math.min(limits.latestNanos(), time.hostNanos()));
        return new HostTime(nearest, time.uncertainty(), limits, time.extrapolated());
    }

    /** One time for several of which one is true: the first, as uncertain as the others are far. */
    private static HostTime covering(List<HostTime> times) {
        HostTime first = times.get(0);
        if (times.size() == 1) {
            return first;
        }
        Bound limits = times.stream().map(HostTime::limits).reduce(first.limits(), Bound::hull);
        long reach = limits.fartherFrom(first.hostNanos());
        long systematic = Math.min(first.uncertainty().systematicNanos(), reach);
        return new HostTime(
                first.hostNanos(),
                new Uncertainty(reach - systematic, systematic),
                limits,
                times.stream().anyMatch(HostTime::extrapolated));
    }
}
