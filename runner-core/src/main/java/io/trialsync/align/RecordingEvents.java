// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a device's recording: {@code events.csv} of a Pupil Cloud export, or {@code event.txt} with {@code event.time} of
 * a recording as it comes from the phone, and what {@code info.json} beside it says.
 *
 * @param source the file that they come from
 * @param recordingId the recording's id by {@code info.json}, if that is there
 * @param deviceId the phone's id by {@code info.json}
 * @param events the events in the order of the file
 */
public record RecordingEvents(
        Path source, Optional<String> recordingId, Optional<String> deviceId, List<RecordingEvent> events) {

    /** A name, in a file of names. */
    static final String TABLE = "events.csv";

    private static final String NAMES = "event.txt";
    private static final String TIMES = "event.time";
    private static final String INFO = "info.json";
    private static final int LARGEST_BYTES = 256 << 20;
    private static final int LARGEST_INFO_BYTES = 1 << 20;
    private static final int DEEPEST = 32;

    /** Copies the list. */
    public RecordingEvents {
        events = List.copyOf(events);
    }

    /**
     * Read the events of a recording.
     *
     * @param recording the folder of a recording or of its export, or an {@code events.csv}
     * @return its events
     * @throws AlignmentException if there are none there, or they cannot be read
     */
    public static RecordingEvents read(Path recording) {
        if (Files.isRegularFile(recording)) {
            return ofTable(recording, recording.toAbsolutePath().resolveSibling(INFO));
        }
        if (!Files.isDirectory(recording)) {
            throw AlignmentException.of(recording, "is not a recording: no such folder");
        }
        if (Files.isRegularFile(recording.resolve(TABLE))) {
            return ofTable(recording.resolve(TABLE), recording.resolve(INFO));
        }
        if (Files.isRegularFile(recording.resolve(NAMES)) && Files.isRegularFile(recording.resolve(TIMES))) {
            return ofPhone(recording);
        }
        throw AlignmentException.of(
                recording,
                "holds no events of a recording; " + TABLE + " (a Pupil Cloud export), or " + NAMES + " and " + TIMES
                        + " (a recording from the phone), are needed");
    }

    private static RecordingEvents ofTable(Path table, Path info) {
        return of(table, info, EventsTable.read(table));
    }

    private static RecordingEvents ofPhone(Path folder) {
        Path names = folder.resolve(NAMES);
        Path times = folder.resolve(TIMES);
        List<String> lines = lines(names);
        byte[] bytes = bytes(times, LARGEST_BYTES);
        if (bytes.length % Long.BYTES != 0) {
            throw AlignmentException.of(times, "has " + bytes.length + " bytes; eight for each event are needed");
        }
        if (bytes.length / Long.BYTES != lines.size()) {
            throw AlignmentException.of(
                    times,
                    "has the times of " + bytes.length / Long.BYTES + " events, but " + NAMES + " has " + lines.size()
                            + " names");
        }
        ByteBuffer stamps = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<RecordingEvent> events = new ArrayList<>();
        lines.forEach(
                name -> events.add(new RecordingEvent(name, stamps.getLong(), Optional.empty(), Optional.empty())));
        return of(names, folder.resolve(INFO), events);
    }

    private static List<String> lines(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file, LARGEST_BYTES)))
                    .toString();
            return text.lines().toList();
        } catch (CharacterCodingException e) {
            throw AlignmentException.unreadable(file, e);
        }
    }

    private static RecordingEvents of(Path source, Path info, List<RecordingEvent> events) {
        Optional<JsonNode> facts = Files.isRegularFile(info) ? Optional.of(json(info)) : Optional.empty();
        return new RecordingEvents(
                source,
                facts.flatMap(known -> text(known, "recording_id")),
                facts.flatMap(known -> text(known, "android_device_id")),
                events);
    }

    private static Optional<String> text(JsonNode facts, String field) {
        JsonNode value = facts.path(field);
        return value.isString() && !value.stringValue().isBlank() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.builder(JsonFactory.builder()
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                            .build())
                    .build()
                    .readTree(bytes(file, LARGEST_INFO_BYTES));
        } catch (JacksonException e) {
            throw new AlignmentException(file + ": is not JSON: " + Cells.oneLine(e.getOriginalMessage()), e);
        }
    }

    private static byte[] bytes(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw AlignmentException.of(file, "has more than the " + most + " bytes that are allowed");
            }
            return bytes;
        } catch (IOException e) {
            throw AlignmentException.unreadable(file, e);
        }
    }

    /** {@return the ids of all recordings whose events these are, as far as the files tell} */
    public Set<String> recordingIds() {
        Set<String> ids = new LinkedHashSet<>();
        recordingId.ifPresent(ids::add);
        if (ids.isEmpty()) {
            events.forEach(event -> event.recordingId().ifPresent(ids::add));
        }
        return ids;
    }
}
