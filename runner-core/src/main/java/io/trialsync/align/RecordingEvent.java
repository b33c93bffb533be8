// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.util.Optional;

/**
 * An event as a device's recording holds it.
 *
 * @param name its name
 * @param deviceNanos its time, in nanoseconds of the device's wall clock
 * @param type what the vendor says of its origin, such as "recording" or "cloud"
 * @param recordingId the recording that it belongs to, if the table says so
 */
public record RecordingEvent(String name, long deviceNanos, Optional<String> type, Optional<String> recordingId) {

    private static final String OF_THE_RECORDING = "recording.";

    private static final String SYNC = "trialsync.sync.";

    /** {@return whether the device itself, or the time sync of a session, made it: it is no marker of anybody's} */
    public boolean isBookkeeping() {
        return name.equals(OF_THE_RECORDING + "begin")
                || name.equals(OF_THE_RECORDING + "end")
                || name.startsWith(SYNC);
    }
}
