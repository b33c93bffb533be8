// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.LiveSamples.Sample;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** How the samples of one sensor are written. Stateless. */
enum Payload {
    /** Gaze, whose samples have the time of their packet. */
    GAZE("gaze", 99) {
        @Override
        boolean timedByPacket() {
            return true;
        }

        @Override
        Optional<Sample> decode(ByteBuffer payload, OptionalLong packetNanos, long receiveNanoTime) {
            return packetNanos.isEmpty()
                    ? Optional.empty()
                    : GazePayload.decode(payload, stream(), packetNanos.getAsLong(), receiveNanoTime);
        }
    },
    /** Acceleration, turning rate and orientation, whose samples bring a time of their own. */
    IMU("imu", 100) {
        @Override
        boolean timedByPacket() {
            return false;
        }

        @Override
        Optional<Sample> decode(ByteBuffer payload, OptionalLong packetNanos, long receiveNanoTime) {
            return ImuPayload.decode(payload, stream(), receiveNanoTime);
        }
    };

    private final String stream;
    private final int usualType;

    Payload(String stream, int usualType) {
        this.stream = stream;
        this.usualType = usualType;
    }

    /** The name of the sensor, in its address as well as in our records. */
    String stream() {
        return stream;
    }

    /** The payload type that real phones have given it. */
    int usualType() {
        return usualType;
    }

    /** Whether a sample has no time but that of its packet, so that it has to wait for a sender report. */
    abstract boolean timedByPacket();

    /** {@return the sample in a payload; empty if it holds none that is known} */
    abstract Optional<Sample> decode(ByteBuffer payload, OptionalLong packetNanos, long receiveNanoTime);
}
