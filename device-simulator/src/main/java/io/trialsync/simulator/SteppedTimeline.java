// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A device clock that goes on from an instant as another one: set to another time, or started anew.
 *
 * @param before the clock until the instant
 * @param after the clock from the instant on
 * @param fromHostNanos the instant, as host time in nanoseconds
 */
record SteppedTimeline(DeviceTimeline before, DeviceTimeline after, long fromHostNanos) implements DeviceTimeline {

    /** {@return a clock that jumps at an instant: by how much is given in nanoseconds, ahead positive} */
    static SteppedTimeline jump(DeviceTimeline clock, long stepNanos, long atHostNanos) {
        return new SteppedTimeline(clock, new MovedTimeline(clock, stepNanos), atHostNanos);
    }

    @Override
    public long deviceNanosAt(long hostNanos) {
        return (hostNanos < fromHostNanos ? before : after).deviceNanosAt(hostNanos);
    }

    @Override
    public List<Long> hostNanosOf(long deviceNanos) {
        List<Long> found = new ArrayList<>();
        before.hostNanosOf(deviceNanos).stream()
                .filter(host -> host < fromHostNanos)
                .forEach(found::add);
        after.hostNanosOf(deviceNanos).stream()
                .filter(host -> host >= fromHostNanos)
                .forEach(found::add);
        Collections.sort(found);
        return List.copyOf(found);
    }

    @Override
    public DeviceTimeline withoutSteps() {
        return before.withoutSteps();
    }
}
