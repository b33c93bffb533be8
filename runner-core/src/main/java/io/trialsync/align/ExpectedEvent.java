// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a marker should be in a recording, and which times would do.
 *
 * @param row the marker
 * @param deviceNanos the time it should have; empty if nothing tells
 * @param allowed the times that are as they should be: what the device answered or was given, within the resolution of its stamps, and
 *     all that the clock model allows for the marker's host time; none if nothing tells, and then every time will do
 */
record ExpectedEvent(MarkerRow row, OptionalLong deviceNanos, List<Bound> allowed) {

    /** Longer than a device may take for one marker. */
    private static final long LONGEST_WAY_NANOS = 10_000_000_000L;

    static ExpectedEvent of(MarkerRow row, Optional<ClockModel> wall, long resolutionNanos) {
        List<Bound> allowed = new ArrayList<>();
        OptionalLong stamp = stampOf(row);
        stamp.ifPresent(nanos -> allowed.add(new Bound(nanos, nanos).grow(resolutionNanos)));
        wall.ifPresent(model -> allowed.add(byModel(row, model).grow(resolutionNanos)));
        OptionalLong expected = stamp.isPresent() || wall.isEmpty()
                ? stamp
                : OptionalLong.of(wall.get().toDevice(row.marker().hostNanos()).deviceNanos());
        return new ExpectedEvent(row, expected, allowed);
    }

    /** What the device answered, or else what it was given. */
    private static OptionalLong stampOf(MarkerRow row) {
        Long planned =
                row.delivery().map(delivery -> delivery.last().deviceNanos()).orElse(null);
        return row.deviceNanos().isPresent() || planned == null ? row.deviceNanos() : OptionalLong.of(planned);
    }

    private static Bound byModel(MarkerRow row, ClockModel model) {
        long host = row.marker().hostNanos();
        Bound limits = model.toDevice(host).limits().grow(row.marker().uncertaintyNanos());
        boolean onArrival = row.deviceNanos().isEmpty()
                && row.stamping().filter("arrival"::equals).isPresent();
        if (!onArrival || row.delivery().isEmpty()) {
            return limits;
        }
        MarkerDelivery delivery = row.delivery().get();
        Bound sent = model.toDevice(delivery.firstSentNanos()).limits();
        Bound arrived =
                model.toDevice(delivery.last().hostNanos() + LONGEST_WAY_NANOS).limits();
        return new Bound(
                Math.min(sent.earliestNanos(), arrived.earliestNanos()),
                Math.max(sent.latestNanos(), arrived.latestNanos()));
    }

    boolean allows(RecordingEvent event) {
        return allowed.isEmpty() || allowed.stream().anyMatch(times -> times.contains(event.deviceNanos()));
    }

    /** How far an event is from where it should be. */
    long distanceOf(RecordingEvent event) {
        return deviceNanos.isPresent() ? Math.abs(event.deviceNanos() - deviceNanos.getAsLong()) : 0;
    }
}
