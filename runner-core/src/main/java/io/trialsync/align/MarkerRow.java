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
 * @param delivery what was tried to send it; empty if nothing was
 * @param stamping {@code arrival} (the device stamped it) or {@code explicit} (it carries the time that the host gave it by the
 *     live clock); empty if it was not sent
 * @param deviceNanos the time the device stored with it
 * @param onHost that time on the host's timeline, if it can be put there
 * @param recordingId the recording it went into
 */
public record MarkerRow(
        MarkerStamped marker,
        String device,
        State state,
        Optional<MarkerDelivery> delivery,
        Optional<String> stamping,
        OptionalLong deviceNanos,
        Optional<HostTime> onHost,
        Optional<String> recordingId) {

    /** {@return whether it may be in the recording more than once, since it was sent again after an answer was lost} */
    public boolean perhapsTwice() {
        return delivery.filter(MarkerDelivery::perhapsTwice).isPresent();
    }

    /** What is known of a marker on a device. */
    public enum State {
        /** The device answered. */
        ANSWERED("answered"),
        /** The device answered, but no recording was running, so that it is stored nowhere but in the journal. */
        DISCARDED("discarded"),
        /** The device answered, and stored it in another recording than the session's. */
        OTHER_RECORDING("other recording"),
        /** It was sent and no answer came: the device may have it or not. */
        UNANSWERED("not answered"),
        /** It has certainly not reached the device. */
        UNSENT("not sent");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return whether the device has answered} */
        public boolean answered() {
            return this == ANSWERED || notInRecording();
        }

        /** {@return whether it is known not to be in the session's recording} */
        public boolean notInRecording() {
            return this == DISCARDED || this == OTHER_RECORDING;
        }

        /** {@return the name in tables} */
        public String label() {
            return label;
        }
    }
}
