// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Optional;
import java.util.OptionalLong;

/** What a simulated phone received; {@code toString()} gives one line for people, safe to print. */
public sealed interface Received {

    /** Somebody asked for the phone's state. */
    record StatusRequest() implements Received {
        @Override
        public String toString() {
            return "status";
        }
    }

    /**
     * An event.
     *
     * @param name its name, as it came
     * @param explicitNanos the device time it carried, in nanoseconds; empty if the phone stamped it
     * @param deviceNanos the device time it has now, in nanoseconds
     * @param recordingId the recording it went into; empty if none was running
     */
    record Event(String name, OptionalLong explicitNanos, long deviceNanos, Optional<String> recordingId)
            implements Received {
        @Override
        public String toString() {
            return "event [" + oneLine(name) + "] " + (explicitNanos.isPresent() ? "with time " : "stamped ")
                    + deviceNanos + recordingId.map(id -> " in recording " + id).orElse(" outside any recording");
        }
    }

    /**
     * A recording was started, saved or thrown away.
     *
     * @param command {@code start}, {@code stop_and_save} or {@code cancel}
     * @param recordingId the recording
     * @param deviceNanos the device time of its begin or end, in nanoseconds
     */
    record RecordingCommand(String command, String recordingId, long deviceNanos) implements Received {
        @Override
        public String toString() {
            return "recording " + command + " " + recordingId + " stamped " + deviceNanos;
        }
    }

    /**
     * A Time Echo request.
     *
     * @param clientMillis the client's time as it came, in milliseconds
     * @param deviceMillis the device time it was answered with, in milliseconds
     */
    record TimeEcho(long clientMillis, long deviceMillis) implements Received {
        @Override
        public String toString() {
            return "time echo " + Long.toUnsignedString(clientMillis) + " answered " + deviceMillis;
        }
    }

    /**
     * A request that was refused.
     *
     * @param request its method and path
     * @param status the HTTP status of the answer
     * @param message the reason
     */
    record Refused(String request, int status, String message) implements Received {
        @Override
        public String toString() {
            return "refused " + oneLine(request) + ": " + oneLine(message) + " (HTTP " + status + ")";
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ");
    }
}
