// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** The rows of a table with the stamp of each; every fault is named by file and line. Not thread-safe. */
final class StampedRows implements Closeable {

    /** What a clock model accepts: 146 years either side of zero. */
    private static final long LARGEST_NANOS = 4_600_000_000_000_000_000L;

    private final Path file;
    private final String column;
    private final List<String> appended;
    private final RecordReader records;
    private final Cells.WholeNumber number = new Cells.WholeNumber();
    private int columnIndex;
    private int columns;
    private long count;
    private long firstEmptyLine;

    /**
     * @param column the name of the column of stamps
     * @param appended the names of the columns that will be appended
     */
    StampedRows(Path file, String column, List<String> appended) throws IOException {
        this.file = file;
        this.column = column;
        this.appended = appended;
        this.records = RecordReader.open(file);
    }

    /** Read the header; to be called first, once. */
    void readHeader(RowSink sink) throws IOException {
        List<String> header = header(file, records);
        columns = header.size();
        columnIndex = header.indexOf(column);
        requireColumn(header);
        requireNoneOfTheAppended(header);
        sink.header(records);
    }

    /** Read the names of the columns from the first record. */
    static List<String> header(Path file, RecordReader records) throws IOException {
        if (!records.next()) {
            throw AlignmentException.of(file, "is empty; a table with a header is needed");
        }
        if (records.isEmpty()) {
            throw AlignmentException.at(
                    file, records.line(), "the line is empty; the header of the table is needed here");
        }
        return records.texts();
    }

    private void requireColumn(List<String> header) {
        if (columnIndex < 0) {
            throw atLine("there is no column [" + Cells.shown(column) + "]; the columns are: " + Cells.shown(header)
                    + separatorHint(header));
        }
        if (Collections.frequency(header, column) > 1) {
            throw atLine("the column [" + Cells.shown(column) + "] is there more than once; it must be there once");
        }
    }

    private static String separatorHint(List<String> header) {
        String only = header.get(0);
        boolean other = header.size() == 1 && (only.contains(";") || only.contains("\t"));
        return other ? " (cells must be separated by commas)" : "";
    }

    private void requireNoneOfTheAppended(List<String> header) {
        for (String name : appended) {
            if (header.contains(name)) {
                throw atLine("there already is a column [" + name + "], which would be appended; rename it first");
            }
        }
    }

    /** Read the next row, or empty line at the end; false at the end of the table. */
    boolean readNext(RowSink sink) throws IOException {
        if (!records.next()) {
            return false;
        }
        if (records.isEmpty()) {
            firstEmptyLine = firstEmptyLine == 0 ? records.line() : firstEmptyLine;
            sink.emptyLine(records);
            return true;
        }
        if (firstEmptyLine > 0) {
            throw AlignmentException.at(
                    file, firstEmptyLine, "the line is empty; empty lines are allowed only at the end of a table");
        }
        readStamp();
        count++;
        sink.row(records, number.value());
        return true;
    }

    private void readStamp() {
        if (records.cells() != columns) {
            throw atLine("the row has " + records.cells() + " cells; as many as in the header are needed, " + columns);
        }
        Cells.Fault fault = records.parse(columnIndex, number);
        if (fault != null) {
            throw inColumn(fault.describe(records.text(columnIndex)) + "; nanoseconds as a whole number are needed");
        }
        if (number.value() < -LARGEST_NANOS || number.value() > LARGEST_NANOS) {
            throw inColumn(
                    "[" + number.value() + "] is not within ±" + LARGEST_NANOS + " ns (146 years either side of zero)");
        }
    }

    private AlignmentException inColumn(String problem) {
        return atLine("column [" + Cells.shown(column) + "]: " + problem);
    }

    private AlignmentException atLine(String problem) {
        return AlignmentException.at(file, records.line(), problem);
    }

    /** The number of rows read, without the header and empty lines. */
    long count() {
        return count;
    }

    /** How many bytes of the file have been read. */
    long bytesDone() {
        return records.bytesDone();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
