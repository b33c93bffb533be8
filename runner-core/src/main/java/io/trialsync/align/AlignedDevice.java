// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.ClockModel;
import io.trialsync.journal.JournalRecord.DeviceOpened;

/** A device of a session with what its exchanges have given. */
public sealed interface AlignedDevice {

    /** {@return what the journal says of the device} */
    DeviceOpened description();

    /** {@return its key inside the session} */
    default String key() {
        return description().device();
    }

    /**
     * A device whose clocks have models.
     *
     * @param description what the journal says of the device
     * @param wall the model of the clock that stamps events
     * @param sensorChoice the model of the clock that stamps what the sensors see, and what checks it
     * @param exchanges how many exchanges the models rest on
     */
    record Fitted(DeviceOpened description, ClockModel wall, SensorChoice sensorChoice, int exchanges)
            implements AlignedDevice {

        /** {@return the model of the clock that stamps what the sensors see} */
        public ClockModel sensor() {
            return sensorChoice.model();
        }
    }

    /**
     * A device whose times cannot be put on the host's clock.
     *
     * @param description what the journal says of the device
     * @param reason why
     */
    record NotFitted(DeviceOpened description, String reason) implements AlignedDevice {}
}
