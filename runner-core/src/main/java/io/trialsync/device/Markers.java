// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.OptionalLong;

/** A way to send named events to a device. Used by one thread at a time. */
public interface Markers {

    /** {@return whether the device lets a marker carry a time that is given with it; else it stamps each on arrival} */
    default boolean takesDeviceTime() {
        return false;
    }

    /**
     * Send one marker. It is sent at most once: a marker whose reply was lost may or may not have arrived. Sent once more with the
     * same name and time it is the same marker, which may then be in a recording twice.
     *
     * @param name the marker's name
     * @param deviceNanos the device time it is to carry, in nanoseconds of the wall clock; empty to have it stamped on arrival
     * @return what the device answered
     * @throws NotDeliveredException if it certainly did not arrive, as when the device cannot be connected to
     * @throws DeviceException if it cannot be reached, does not answer in time, refuses, or answers with nonsense
     */
    MarkerReply send(String name, OptionalLong deviceNanos) throws DeviceException;
}
