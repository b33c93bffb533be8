// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.nio.ByteBuffer;
import java.util.List;

/** Writes gaze payloads in the forms that apps have used, told apart by their length. Stateless. */
final class GazePayloads {

    static final int USUAL_BYTES = 65;

    private static final int WORN = 255;
    private static final int MONOCULAR_BYTES = 17;

    /** Pupil diameter, eyeball center and optical axis of both eyes, as they may be. */
    private static final List<Float> EYES = List.of(
            3.25f, -31.5f, 12.25f, -33f, 0.0625f, 0.125f, 0.9902f, 3.5f, 31.25f, 12.5f, -33.25f, -0.0625f, 0.125f,
            0.9902f);

    /** Both angles and the aperture of the eyelids of both eyes. */
    private static final List<Float> EYELIDS = List.of(0.5f, -0.375f, 9.25f, 0.5f, -0.375f, 9.5f);

    private GazePayloads() {}

    /** {@return a payload; of a length that no app has used, zeros} */
    static byte[] write(GazeSample gaze, int bytes) {
        ByteBuffer out = ByteBuffer.allocate(bytes);
        byte worn = (byte) (gaze.worn() ? WORN : 0);
        switch (bytes) {
            case 9 -> put(out, gaze, worn, List.of());
            case MONOCULAR_BYTES -> {
                List<Float> eyes = gaze.perEye();
                out.putFloat(eyes.get(0)).putFloat(eyes.get(1)).put(worn);
                out.putFloat(eyes.get(2)).putFloat(eyes.get(3));
            }
            case 25 -> put(out, gaze, worn, List.of(gaze.perEye()));
            case USUAL_BYTES -> put(out, gaze, worn, List.of(EYES));
            case 89 -> put(out, gaze, worn, List.of(EYES, EYELIDS));
            case 105 -> put(out, gaze, worn, List.of(EYES, EYELIDS, gaze.perEye()));
            default -> {
                // what a future app may send
            }
        }
        return out.array();
    }

    private static void put(ByteBuffer out, GazeSample gaze, byte worn, List<List<Float>> more) {
        out.putFloat(gaze.x()).putFloat(gaze.y()).put(worn);
        more.forEach(part -> part.forEach(out::putFloat));
    }
}
