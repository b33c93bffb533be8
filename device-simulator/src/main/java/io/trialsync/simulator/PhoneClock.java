// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The two clocks of a simulated phone against the host's monotonic clock. Immutable and thread-safe.
 *
 * @param nanoTime the host's monotonic clock
 * @param hostMinusNanoTime what turns a reading of it into host time, in nanoseconds
 * @param wall the clock that stamps
 * @param sensor the clock of the sensors, taken from the wall clock at the start and never stepped
 */
record PhoneClock(LongSupplier nanoTime, long hostMinusNanoTime, DeviceTimeline wall, DeviceTimeline sensor) {

    long now() {
        return nanoTime.getAsLong();
    }

    long wallNanosAt(long nanoTime) {
        return wall.deviceNanosAt(nanoTime + hostMinusNanoTime);
    }

    long sensorNanosAt(long nanoTime) {
        return sensor.deviceNanosAt(nanoTime + hostMinusNanoTime);
    }

    List<Long> nanoTimesOfWall(long wallNanos) {
        return wall.hostNanosOf(wallNanos).stream()
                .map(host -> host - hostMinusNanoTime)
                .toList();
    }
}
