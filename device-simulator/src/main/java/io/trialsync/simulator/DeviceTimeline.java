// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;

/** What a device clock truly shows as a function of host time. Implementations are immutable and thread-safe. */
public interface DeviceTimeline {

    /**
     * {@return what the device's clock truly shows at a host time, in nanoseconds}
     *
     * @param hostNanos the host time, in nanoseconds
     */
    long deviceNanosAt(long hostNanos);

    /**
     * {@return all host times, in nanoseconds and rising order, at which the clock shows a device time: none if it jumped over
     * it, two or more if it was set back}
     *
     * @param deviceNanos the device time, in nanoseconds
     */
    List<Long> hostNanosOf(long deviceNanos);

    /** {@return the clock that follows this one up to its first step and then goes on as if no step had come} */
    DeviceTimeline withoutSteps();

    /**
     * {@return the stamp that the device gives at a host time: its clock cut down to a multiple of the resolution}
     *
     * @param hostNanos the host time, in nanoseconds
     * @param resolutionNanos the resolution, in nanoseconds; zero for an exact stamp
     */
    default long stampAt(long hostNanos, long resolutionNanos) {
        return floor(deviceNanosAt(hostNanos), resolutionNanos);
    }

    /**
     * {@return a time cut down to a multiple of a resolution}
     *
     * @param nanos the time, in nanoseconds
     * @param resolutionNanos the resolution, in nanoseconds; zero leaves the time as it is
     */
    static long floor(long nanos, long resolutionNanos) {
        return resolutionNanos <= 1 ? nanos : Math.floorDiv(nanos, resolutionNanos) * resolutionNanos;
    }
}
