// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code events.csv} of a Pupil Cloud export; its columns are found by name. */
final class EventsTable {

    private static final String TIME = "timestamp [ns]";
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String RECORDING = "recording id";
    private static final int MOST_EVENTS = 2_000_000;
    private static final int MAX_CELL_CHARACTERS = 1 << 16;

    private EventsTable() {}

    static List<RecordingEvent> read(Path file) {
        List<RecordingEvent> events = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_CELL_CHARACTERS)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                if (events.size() == MOST_EVENTS) {
                    throw at(file, row, "there are more than " + MOST_EVENTS + " events; that many are allowed");
                }
                events.add(event(file, row));
            }
        } catch (CsvParseException e) {
            throw new AlignmentException(file + ": is not a CSV table: " + Cells.oneLine(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw AlignmentException.unreadable(file, e);
        }
        if (events.isEmpty()) {
            throw AlignmentException.of(file, "has no events; each recording has at least recording.begin");
        }
        return events;
    }

    private static RecordingEvent event(Path file, NamedCsvRecord row) {
        String time = needed(file, row, TIME);
        byte[] bytes = time.getBytes(StandardCharsets.UTF_8);
        Cells.WholeNumber number = new Cells.WholeNumber();
        Cells.Fault fault = number.parse(bytes, 0, bytes.length);
        if (fault != null) {
            throw at(
                    file,
                    row,
                    "column [" + TIME + "]: " + fault.describe(time) + "; nanoseconds as a whole number are needed");
        }
        return new RecordingEvent(needed(file, row, NAME), number.value(), given(row, TYPE), given(row, RECORDING));
    }

    private static String needed(Path file, NamedCsvRecord row, String column) {
        return row.findField(column)
                .orElseThrow(() -> at(
                        file,
                        row,
                        "there is no cell in the column [" + column + "]; the columns are: "
                                + Cells.shownHeader(row.getHeader()) + "; needed are: " + TIME + ", " + NAME));
    }

    private static Optional<String> given(NamedCsvRecord row, String column) {
        return row.findField(column).filter(text -> !text.isBlank());
    }

    private static AlignmentException at(Path file, NamedCsvRecord row, String problem) {
        return AlignmentException.at(file, row.getStartingLineNumber(), problem);
    }
}
