// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.LiveSamples.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gaze payloads of the Companion app, told apart by their length: big-endian floats and one byte that says whether the
 * glasses are worn. Columns have the names of Pupil Cloud's tables where those have such a column. Stateless.
 */
final class GazePayload {

    private static final String WORN = "worn";
    private static final List<String> POINT = List.of("gaze x [px]", "gaze y [px]", WORN);
    private static final List<String> EYES =
            List.of("gaze left x [px]", "gaze left y [px]", "gaze right x [px]", "gaze right y [px]");
    private static final List<String> EYE_STATE =
            Stream.of("left", "right").flatMap(GazePayload::eyeState).toList();
    private static final List<String> EYELIDS =
            Stream.of("left", "right").flatMap(GazePayload::eyelids).toList();

    /** The forms by their length in bytes. */
    private static final Map<Integer, List<String>> FORMS = Map.of(
            9, POINT,
            17, List.of(EYES.get(0), EYES.get(1), WORN, EYES.get(2), EYES.get(3)),
            25, join(List.of(POINT, EYES)),
            65, join(List.of(POINT, EYE_STATE)),
            89, join(List.of(POINT, EYE_STATE, EYELIDS)),
            105, join(List.of(POINT, EYE_STATE, EYELIDS, EYES)));

    private GazePayload() {}

    private static Stream<String> eyeState(String side) {
        return Stream.of(
                "pupil diameter " + side + " [mm]",
                "eyeball center " + side + " x [mm]",
                "eyeball center " + side + " y [mm]",
                "eyeball center " + side + " z [mm]",
                "optical axis " + side + " x",
                "optical axis " + side + " y",
                "optical axis " + side + " z");
    }

    private static Stream<String> eyelids(String side) {
        return Stream.of(
                "eyelid angle top " + side + " [rad]",
                "eyelid angle bottom " + side + " [rad]",
                "eyelid aperture " + side + " [mm]");
    }

    private static List<String> join(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    static Optional<Sample> decode(ByteBuffer payload, String stream, long deviceNanos, long receiveNanoTime) {
        List<String> columns = FORMS.get(payload.remaining());
        if (columns == null) {
            return Optional.empty();
        }
        ByteBuffer in = payload.duplicate();
        List<Float> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            values.add(column.equals(WORN) ? in.get() == 0 ? 0f : 1f : in.getFloat());
        }
        return Optional.of(new Sample(stream, deviceNanos, receiveNanoTime, columns, values));
    }
}
