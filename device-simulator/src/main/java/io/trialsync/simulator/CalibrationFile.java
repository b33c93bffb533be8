// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The factory calibration of a Neon module, as {@code GET /calibration.bin} gives it: little-endian, with a checksum at its end. The
 * cameras are made up: plain lenses, the eye cameras beside the scene camera. Stateless.
 */
final class CalibrationFile {

    static final int BYTES = 803;
    private static final int SERIAL_BYTES = 6;
    private static final int DISTORTION_TERMS = 8;

    private CalibrationFile() {}

    static byte[] of(String serial) {
        ByteBuffer file = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 1);
        file.put(Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), SERIAL_BYTES));
        camera(file, 890, 800, 600, 0);
        camera(file, 140, 96, 96, 0.03);
        camera(file, 140, 96, 96, -0.03);
        CRC32 crc = new CRC32();
        crc.update(file.array(), 0, file.position());
        return file.putInt((int) crc.getValue()).array();
    }

    /** Camera matrix, distortion, and pose: at a place to the right of the scene camera, in metres. */
    private static void camera(ByteBuffer file, double focal, double centerX, double centerY, double right) {
        doubles(file, focal, 0, centerX, 0, focal, centerY, 0, 0, 1);
        doubles(file, new double[DISTORTION_TERMS]);
        doubles(file, 1, 0, 0, right, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    private static void doubles(ByteBuffer file, double... values) {
        Arrays.stream(values).forEach(file::putDouble);
    }
}
