// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.HostTime;
import java.util.List;

/** A device clock that truly runs as a fitted model says, so that a session can be lived through again. */
record FittedTimeline(ClockModel model) implements DeviceTimeline {

    @Override
    public long deviceNanosAt(long hostNanos) {
        return model.toDevice(hostNanos).deviceNanos();
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        Conversion conversion = model.toHost(deviceNanos);
        if (conversion instanceof Conversion.Converted converted) {
            return List.of(converted.hostTime().hostNanos());
        }
        return conversion instanceof Conversion.Ambiguous ambiguous
                ? ambiguous.candidates().stream()
                        .map(HostTime::hostNanos)
                        .sorted()
                        .toList()
                : List.of();
    }

    @Override
    public DeviceTimeline withoutSteps() {
        return new FittedTimeline(model.withStepsRemoved());
    }
}
