// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * An attempt to send a marker to a device came to nothing. It belongs to the newest {@code marker-sent} of that marker and device.
 *
 * @param marker its number
 * @param device the device
 * @param delivered {@code no} if it certainly did not reach the device, {@code unknown} if only its answer may have been lost
 * @param message what happened
 * @param hostNanos when
 */
@JsonTypeName("marker-failed")
public record MarkerFailed(
        int marker,
        String device,
        String delivered,
        String message,
        @Digits long hostNanos) implements JournalRecord {

    /** What {@link #delivered} says of a marker that certainly did not reach the device. */
    public static final String NOT_DELIVERED = "no";

    /** What {@link #delivered} says of a marker that may have reached the device. */
    public static final String UNKNOWN = "unknown";

    /** {@return whether the marker may be in the recording by this attempt} */
    public boolean mayHaveArrived() {
        return !delivered.equals(NOT_DELIVERED);
    }
}
