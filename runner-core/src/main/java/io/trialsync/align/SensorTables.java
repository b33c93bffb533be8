// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.device.DeviceClock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by its header which of a Companion's clocks stamped a table of a Pupil Labs export.
 *
 * <p>Takes the tables of Pupil Cloud, of Neon Player and of {@code pl-rec-export}, for Neon and Invisible, in the spellings
 * of their versions, and with the columns that enrichments add. Columns are known by name, never by place. Stateless.
 */
public final class SensorTables {

    /** What a table stamped by the sensor clock holds. */
    public enum Kind {
        /** Gaze samples. */
        GAZE,
        /** Pupil diameters, eyeball positions, eyelids. */
        EYE_STATE,
        /** Fixations, by start and end. */
        FIXATIONS,
        /** Saccades, by start and end. */
        SACCADES,
        /** Blinks, by start and end. */
        BLINKS,
        /** Samples of the inertial measurement unit. */
        IMU,
        /** The frames of the scene video, one stamp each. */
        WORLD
    }

    private static final String TIMESTAMP = "timestamp [ns]";
    private static final String START = "start timestamp [ns]";

    /** Only tables of live streams have it. */
    private static final String RECEIVED = "received host time [ns]";

    /** All that a table of frame times may have beside the stamp. */
    private static final Set<String> IDENTIFIERS = Set.of("section id", "recording id", "file", TIMESTAMP);

    private static final List<String> EYE_STATE =
            List.of("pupil diameter ", "eyeball center ", "eye ball center ", "optical axis ", "eyelid ");

    private SensorTables() {}

    /**
     * {@return the name of the clock that stamped a table: {@link DeviceClock#SENSOR} for those recognised, else
     * {@link DeviceClock#WALL}, so also for events}
     *
     * @param header the names of the table's columns
     */
    public static String clockOf(Collection<String> header) {
        return recognise(header).isPresent() ? DeviceClock.SENSOR : DeviceClock.WALL;
    }

    /**
     * {@return whether a table is of gaze that a session received live, so that its stamps come in steps of the stream's clock}
     *
     * @param header the names of the table's columns
     */
    public static boolean isStreamedGaze(Collection<String> header) {
        return header.contains(RECEIVED) && recognise(header).equals(Optional.of(Kind.GAZE));
    }

    /**
     * {@return what a table holds that the sensor clock stamped; empty if the header is none of these}
     *
     * @param header the names of the table's columns
     */
    public static Optional<Kind> recognise(Collection<String> header) {
        if (header.contains(START)) {
            return withStartAndEnd(header);
        }
        return header.contains(TIMESTAMP) ? sampled(header) : Optional.empty();
    }

    /** Gaze tables name fixations and blinks too, but have no start. */
    private static Optional<Kind> withStartAndEnd(Collection<String> header) {
        if (header.contains("fixation id")) {
            return Optional.of(Kind.FIXATIONS);
        }
        if (header.contains("saccade id")) {
            return Optional.of(Kind.SACCADES);
        }
        return header.contains("blink id") ? Optional.of(Kind.BLINKS) : Optional.empty();
    }

    private static Optional<Kind> sampled(Collection<String> header) {
        if (anyBeginsWith(header, "gaze ")) {
            return Optional.of(Kind.GAZE);
        }
        if (EYE_STATE.stream().anyMatch(prefix -> anyBeginsWith(header, prefix))) {
            return Optional.of(Kind.EYE_STATE);
        }
        if (anyBeginsWith(header, "gyro ") || anyBeginsWith(header, "acceleration ")) {
            return Optional.of(Kind.IMU);
        }
        return IDENTIFIERS.containsAll(header) ? Optional.of(Kind.WORLD) : Optional.empty();
    }

    private static boolean anyBeginsWith(Collection<String> header, String prefix) {
        return header.stream().anyMatch(name -> name.startsWith(prefix));
    }
}
