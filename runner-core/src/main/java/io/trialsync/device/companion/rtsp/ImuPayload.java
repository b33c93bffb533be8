// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.LiveSamples.Sample;
import io.trialsync.device.companion.rtsp.ProtobufReader.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The IMU payload of the Companion app, a protobuf message: time in nanoseconds since 1970, acceleration in g (though the
 * vendor's documentation says otherwise), turning rate in degrees a second, orientation as a quaternion. Columns have the
 * names of Pupil Cloud's table. Stateless.
 */
final class ImuPayload {

    private static final List<String> COLUMNS = List.of(
            "gyro x [deg/s]",
            "gyro y [deg/s]",
            "gyro z [deg/s]",
            "acceleration x [g]",
            "acceleration y [g]",
            "acceleration z [g]",
            "quaternion w",
            "quaternion x",
            "quaternion y",
            "quaternion z");

    private ImuPayload() {}

    static Optional<Sample> decode(ByteBuffer payload, String stream, long receiveNanoTime) {
        Packet packet = new Packet();
        try {
            new ProtobufReader(payload).read(packet);
        } catch (MalformedException e) {
            return Optional.empty();
        }
        return packet.nanos <= 0
                ? Optional.empty()
                : Optional.of(new Sample(stream, packet.nanos, receiveNanoTime, COLUMNS, packet.values()));
    }

    private static final class Packet implements ProtobufReader.Fields {

        private static final int TIME = 1;
        private static final int ACCELERATION = 2;
        private static final int GYRO = 3;
        private static final int QUATERNION = 4;

        private final Vector acceleration = new Vector(3);
        private final Vector gyro = new Vector(3);
        private final Vector quaternion = new Vector(4);
        private long nanos;

        @Override
        public void number(int field, long value) {
            nanos = field == TIME ? value : nanos;
        }

        @Override
        public void message(int field, ProtobufReader inner) throws MalformedException {
            switch (field) {
                case ACCELERATION -> inner.read(acceleration);
                case GYRO -> inner.read(gyro);
                case QUATERNION -> inner.read(quaternion);
                default -> {
                    // newer apps may send more
                }
            }
        }

        List<Float> values() {
            List<Float> values = new ArrayList<>(COLUMNS.size());
            gyro.addTo(values);
            acceleration.addTo(values);
            quaternion.addTo(values);
            return values;
        }
    }

    /** Numbered from 1; what is not sent is zero, as proto3 has it. */
    private static final class Vector implements ProtobufReader.Fields {

        private final float[] parts;

        Vector(int size) {
            this.parts = new float[size];
        }

        @Override
        public void real(int field, float value) {
            if (field >= 1 && field <= parts.length) {
                parts[field - 1] = value;
            }
        }

        void addTo(List<Float> values) {
            for (float part : parts) {
                values.add(part);
            }
        }
    }
}
