// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;

/** A device clock that always shows a constant more than another one. */
record MovedTimeline(DeviceTimeline base, long aheadNanos) implements DeviceTimeline {

    @Override
    public long deviceNanosAt(long hostNanos) {
        return base.deviceNanosAt(hostNanos) + aheadNanos;
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        return base.hostNanosOf(deviceNanos - aheadNanos);
    }

    @Override
    public DeviceTimeline withoutSteps() {
        return new MovedTimeline(base.withoutSteps(), aheadNanos);
    }
}
