// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One part of what a device says of its state, in its own words; what it leaves out is empty. Immutable. */
public sealed interface StatusComponent {

    /**
     * The phone or recording unit itself.
     *
     * @param deviceId what tells it from every other device of its kind, never empty
     * @param deviceName what its owner calls it
     * @param ip the network address it says it has
     * @param batteryPercent the charge of its battery, 0 to 100
     * @param batteryState {@code OK}, {@code LOW} or {@code CRITICAL}
     * @param memoryBytes its free storage, in bytes
     * @param memoryState {@code OK}, {@code LOW} or {@code CRITICAL}
     * @param timeEchoPort the TCP port of its Time Echo, 1 to 65535
     */
    record Phone(
            String deviceId,
            Optional<String> deviceName,
            Optional<String> ip,
            OptionalInt batteryPercent,
            Optional<String> batteryState,
            OptionalLong memoryBytes,
            Optional<String> memoryState,
            OptionalInt timeEchoPort)
            implements StatusComponent {}

    /**
     * The glasses that are plugged in.
     *
     * @param version {@code 1.0} for Invisible, {@code 2.0} for Neon
     * @param moduleSerial the serial number of a Neon's module
     * @param glassesSerial the serial number of an Invisible's glasses
     * @param worldCameraSerial the serial number of an Invisible's scene camera
     * @param frameName the kind of frame
     */
    record Hardware(
            Optional<String> version,
            Optional<String> moduleSerial,
            Optional<String> glassesSerial,
            Optional<String> worldCameraSerial,
            Optional<String> frameName)
            implements StatusComponent {}

    /**
     * A sensor and one way to have its stream.
     *
     * @param sensor {@code world}, {@code gaze}, {@code imu}, {@code eyes} or {@code eye_events}
     * @param connection {@code DIRECT} or {@code WEBSOCKET}
     * @param connected whether the device says that it is connected, which is not always so
     * @param ip the address of its stream
     * @param port the port of its stream, 1 to 65535
     * @param protocol the scheme of its stream's address
     * @param params the query of its stream's address
     * @param streamError whether its stream has failed, where the device tells
     */
    record Sensor(
            String sensor,
            String connection,
            boolean connected,
            Optional<String> ip,
            OptionalInt port,
            Optional<String> protocol,
            Optional<String> params,
            Optional<Boolean> streamError)
            implements StatusComponent {}

    /**
     * A recording that runs or has just ended.
     *
     * @param id its id, never empty
     * @param action {@code START}, {@code STOP}, {@code SAVE}, {@code DISCARD} or {@code ERROR}
     * @param message what the device says of it, such as the reason of an error
     * @param durationNanos how long it is, in nanoseconds
     */
    record Recording(String id, String action, Optional<String> message, OptionalLong durationNanos)
            implements StatusComponent {

        /** {@return whether it goes on} */
        public boolean running() {
            return action.equals("START");
        }

        /** {@return whether it failed} */
        public boolean failed() {
            return action.equals("ERROR");
        }
    }

    /**
     * A named event that the device has taken, from whomever.
     *
     * @param name its name
     * @param deviceNanos the time it carries, in nanoseconds of the device's wall clock
     * @param recordingId the recording it went into
     */
    record Event(String name, long deviceNanos, Optional<String> recordingId) implements StatusComponent {}

    /**
     * Another device that this one sees on the network.
     *
     * @param deviceId its id, never empty
     * @param deviceName what its owner calls it
     * @param ip its address
     * @param connected whether it is there now
     */
    record NetworkDevice(String deviceId, Optional<String> deviceName, Optional<String> ip, boolean connected)
            implements StatusComponent {}
}
