// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;

/**
 * One gaze sample of a simulated phone.
 *
 * @param x where in the scene video, in pixels
 * @param y where in the scene video, in pixels
 * @param worn whether the glasses are worn
 * @param perEye gaze of the left, then of the right eye, in pixels
 */
record GazeSample(float x, float y, boolean worn, List<Float> perEye) {

    /** How far the eyes look apart, in pixels. */
    private static final float HALF_APART = 12;

    GazeSample {
        perEye = List.copyOf(perEye);
    }

    static GazeSample at(float x, float y, boolean worn) {
        return new GazeSample(x, y, worn, List.of(x + HALF_APART, y, x - HALF_APART, y));
    }
}
