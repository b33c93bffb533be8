// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.trialsync.clock.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Reads exchanges measured by anyone: a CSV table with the columns {@link #COLUMNS}.
 *
 * <p>The columns are found by name; others may stand beside them and are not read. Stateless.
 */
public final class ExchangesTable {

    /** The columns that are needed, all in nanoseconds. */
    public static final List<String> COLUMNS = List.of("host_send_ns", "device_ns", "host_receive_ns");

    /** A month of two exchanges a second; all of them are held in memory, some 50 bytes each. */
    public static final int MAX_EXCHANGES = 5_000_000;

    private static final int MAX_CELL_CHARACTERS = 1 << 20;

    private final Path file;
    private final long resolutionNanos;
    private final Cells.WholeNumber number = new Cells.WholeNumber();

    private ExchangesTable(Path file, long resolutionNanos) {
        this.file = file;
        this.resolutionNanos = resolutionNanos;
    }

    /**
     * Read a table.
     *
     * @param file the table, in UTF-8, with or without a byte order mark
     * @param resolutionNanos the resolution of the device's stamps, in nanoseconds, zero if they are exact
     * @return its exchanges in the order of its rows, at least two
     * @throws AlignmentException if the table is not as it must be or cannot be read
     */
    public static List<Exchange> read(Path file, long resolutionNanos) {
        if (Files.isDirectory(file)) {
            throw AlignmentException.of(file, "is a folder; an exchanges table is needed");
        }
        return new ExchangesTable(file, resolutionNanos).read();
    }

    private List<Exchange> read() {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_CELL_CHARACTERS)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            return exchanges(records.iterator());
        } catch (CsvParseException e) {
            throw new AlignmentException(file + ": is not a CSV table: " + Cells.oneLine(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw AlignmentException.unreadable(file, e);
        }
    }

    private List<Exchange> exchanges(Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw AlignmentException.of(
                    file, "is empty; a table with the columns " + Cells.shown(COLUMNS) + " is needed");
        }
        CsvRecord header = records.next();
        Column send = column(header, COLUMNS.get(0));
        Column device = column(header, COLUMNS.get(1));
        Column receive = column(header, COLUMNS.get(2));
        List<Exchange> exchanges = new ArrayList<>();
        while (records.hasNext()) {
            CsvRecord row = records.next();
            if (exchanges.size() == MAX_EXCHANGES) {
                throw at(row, "there are more than " + MAX_EXCHANGES + " exchanges; that many are allowed");
            }
            exchanges.add(exchange(row, nanos(row, send), nanos(row, device), nanos(row, receive)));
        }
        if (exchanges.size() < 2) {
            throw AlignmentException.of(file, "exchanges: " + exchanges.size() + "; at least two are needed");
        }
        return exchanges;
    }

    private record Column(String name, int index) {}

    private Column column(CsvRecord header, String name) {
        int index = header.getFields().indexOf(name);
        if (index < 0) {
            throw at(
                    header,
                    "there is no column [" + name + "]; the columns are: " + Cells.shown(header.getFields())
                            + "; needed are: " + Cells.shown(COLUMNS));
        }
        if (Collections.frequency(header.getFields(), name) > 1) {
            throw at(header, "the column [" + name + "] is there more than once; it must be there once");
        }
        return new Column(name, index);
    }

    private long nanos(CsvRecord row, Column column) {
        String cell = column.index() < row.getFieldCount() ? row.getField(column.index()) : "";
        byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
        Cells.Fault fault = number.parse(bytes, 0, bytes.length);
        if (fault != null) {
            throw at(
                    row,
                    "column [" + column.name() + "]: " + fault.describe(cell)
                            + "; nanoseconds as a whole number are needed");
        }
        return number.value();
    }

    private Exchange exchange(CsvRecord row, long send, long device, long receive) {
        try {
            return new Exchange(send, device, receive, resolutionNanos);
        } catch (IllegalArgumentException e) {
            throw at(row, Cells.oneLine(e.getMessage()));
        }
    }

    private AlignmentException at(CsvRecord row, String problem) {
        return AlignmentException.at(file, row.getStartingLineNumber(), problem);
    }
}
