// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Optional;

/** A way to start and stop the recordings of a device. Used by one thread at a time. */
public interface RecordingControl {

    /**
     * Ask for a recording to begin. The device may need some time after the answer until it really records, see
     * {@link #current()}.
     *
     * @return the id of the recording
     * @throws DeviceException if the device refuses; the message holds its reason
     */
    String start() throws DeviceException;

    /**
     * End the recording and keep it.
     *
     * @throws DeviceException if the device refuses or cannot be reached
     */
    void stopAndSave() throws DeviceException;

    /**
     * End the recording and throw it away.
     *
     * @throws DeviceException if the device refuses or cannot be reached
     */
    void cancel() throws DeviceException;

    /**
     * {@return the id of the recording that is running; empty if none is}
     *
     * @throws DeviceException if the device cannot be reached
     */
    Optional<String> current() throws DeviceException;
}
