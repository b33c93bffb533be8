// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;

/** A device clock that runs as another one will at a later time of the host, and shows a constant more than that one will. */
record ShiftedTimeline(DeviceTimeline base, long laterNanos, long aheadNanos) implements DeviceTimeline {

    @Override
    public long deviceNanosAt(long hostNanos) {
        return base.deviceNanosAt(hostNanos + laterNanos) + aheadNanos;
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        return base.hostNanosOf(deviceNanos - aheadNanos).stream()
                .map(hostNanos -> hostNanos - laterNanos)
                .toList();
    }

    @Override
    public DeviceTimeline withoutSteps() {
        return new ShiftedTimeline(base.withoutSteps(), laterNanos, aheadNanos);
    }
}
