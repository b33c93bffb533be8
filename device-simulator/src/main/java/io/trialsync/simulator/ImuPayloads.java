// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes IMU payloads: one protobuf message, written by hand since it is the only one. Zeros are left out, as proto3 has it.
 * Stateless.
 */
final class ImuPayloads {

    private static final int FOUR_BYTES = 5;
    private static final int LENGTH_DELIMITED = 2;
    private static final int TIME_TAG = 1 << 3;

    private ImuPayloads() {}

    /**
     * {@return a payload}
     *
     * @param nanos the time, in nanoseconds since 1970
     * @param acceleration x, y, z, in g
     * @param gyro x, y, z, in degrees a second
     * @param quaternion w, x, y, z, and what real phones put behind them
     */
    static byte[] write(long nanos, List<Float> acceleration, List<Float> gyro, List<Float> quaternion) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(TIME_TAG);
        varint(out, nanos);
        message(out, 2, acceleration);
        message(out, 3, gyro);
        message(out, 4, quaternion);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void message(ByteArrayOutputStream out, int field, List<Float> parts) {
        ByteBuffer inner = ByteBuffer.allocate(parts.size() * (1 + Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) != 0) {
                inner.put((byte) (((i + 1) << 3) | FOUR_BYTES)).putFloat(parts.get(i));
            }
        }
        out.write((field << 3) | LENGTH_DELIMITED);
        varint(out, inner.position());
        out.write(inner.array(), 0, inner.position());
    }
}
