// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A marker of a session, and what a recording holds of it.
 *
 * @param row what the journal says of it
 * @param outcome what was found
 * @param events the events that are it: the one that fits best, then further copies; empty if there is none
 * @param expectedNanos when it should be in the recording, in nanoseconds of the device's wall clock; empty if nothing tells
 * @param reason why it is not as it should be, in a few words; empty if it is
 */
public record ReconciledMarker(
        MarkerRow row,
        Outcome outcome,
        List<RecordingEvent> events,
        OptionalLong expectedNanos,
        Optional<String> reason) {

    /** What was found of a marker. */
    public enum Outcome {
        /** It is there, at its time. */
        FOUND("found"),
        /** It is there, at another time. */
        MOVED("moved"),
        /** It is not there. */
        MISSING("missing"),
        /** It belongs into another recording, and is not in this one. */
        ELSEWHERE("elsewhere");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** {@return the name in tables} */
        public String label() {
            return label;
        }
    }

    /** Copies the list. */
    public ReconciledMarker {
        events = List.copyOf(events);
    }

    /** {@return how far it lies after the time at which it should be, in nanoseconds; empty if it is not there} */
    public OptionalLong differenceNanos() {
        return events.isEmpty() || expectedNanos.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(events.get(0).deviceNanos() - expectedNanos.getAsLong());
    }

    /** {@return whether it is in the recording more than once} */
    public boolean repeated() {
        return events.size() > 1;
    }
}
