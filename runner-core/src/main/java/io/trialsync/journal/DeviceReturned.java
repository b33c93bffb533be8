// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A device that was out of reach is back, exchanges with it go on, and this is what was found.
 *
 * @param device the device
 * @param awayNanos how long it was out of reach
 * @param idChecked whether it has said that it is the same device; one that is another is a {@code fault} and not used
 * @param clock {@code same} if its clock went on, {@code reset} if its offset is another now, {@code unknown} if it was not known
 * @param clockAheadNanos how far its clock is ahead of where it would have been, if it was reset
 * @param recording {@code running} if the session's recording still runs, {@code gone} if not, {@code other} if another one runs,
 *     {@code none} if the session expects none
 * @param recordingId the recording that runs, if any does
 * @param hostNanos when that was known
 */
@JsonTypeName("device-returned")
public record DeviceReturned(
        String device,
        @Digits long awayNanos,
        boolean idChecked,
        String clock,
        @Digits @Nullable Long clockAheadNanos,
        String recording,
        @Nullable String recordingId,
        @Digits long hostNanos)
        implements JournalRecord {}
