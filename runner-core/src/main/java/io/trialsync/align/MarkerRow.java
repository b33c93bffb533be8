// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.HostTime;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a marker on a device.
 *
 * @param marker the marker
 * @param device the key of the device
 * @param state what is known of it there
 * @param stamping {@code arrival} or {@code explicit}; empty if it was not sent
 * @param deviceNanos the time the device gave it
 * @param onHost that time on the host's timeline, if it can be put there
 * @param recordingId the recording it went into
 */
public record MarkerRow(
        MarkerStamped marker,
        String device,
        State state,
        Optional<String> stamping,
        OptionalLong deviceNanos,
        Optional<HostTime> onHost,
        Optional<String> recordingId) {

    /** What is known of a marker on a device. */
    public enum State {
        /** The device answered. */
        ANSWERED("answered"),
        /** It was sent and no answer came: the device may have it or not. */
        UNANSWERED("not answered"),
        /** It never left the host. */
        UNSENT("not sent");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the name in tables} */
        public String label() {
            return label;
        }
    }
}
