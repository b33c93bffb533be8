// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Optional;
import java.util.stream.Stream;

/** The sensors whose samples a simulated phone streams. */
enum SensorKind {
    GAZE("gaze", 99, "com.pupillabs.gaze1"),
    /** The encoding name of a real phone is not public. */
    IMU("imu", 100, "com.pupillabs.imu1");

    /** A Neon's IMU takes some 110 samples a second, whatever the rate of gaze. */
    private static final int HIGHEST_IMU_HERTZ = 110;

    private final String sensor;
    private final int payloadType;
    private final String encoding;

    SensorKind(String sensor, int payloadType, String encoding) {
        this.sensor = sensor;
        this.payloadType = payloadType;
        this.encoding = encoding;
    }

    /** The name in the phone's status and in addresses. */
    String sensor() {
        return sensor;
    }

    int payloadType() {
        return payloadType;
    }

    String encoding() {
        return encoding;
    }

    int hertz(int gazeHertz) {
        return this == IMU ? Math.min(gazeHertz, HIGHEST_IMU_HERTZ) : gazeHertz;
    }

    /** {@return whether a phone with this eye tracker streams it} */
    boolean streamedBy(CompanionModel model) {
        return this == GAZE || model == CompanionModel.NEON;
    }

    static Optional<SensorKind> named(String sensor) {
        return Stream.of(values()).filter(kind -> kind.sensor.equals(sensor)).findFirst();
    }
}
