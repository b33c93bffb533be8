// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a CSV file (RFC 4180, UTF-8) into records and cells without changing or copying a byte of them.
 *
 * <p>By hand, since a conversion must give back each record exactly as it was (quoting, line ends, byte order mark), and CSV
 * libraries hand out decoded cells only. It takes CR LF, LF and CR as line ends, as FastCSV does, against which the tests
 * check it. A record is held in one buffer of fixed size, so memory does not grow with the table. Not thread-safe.
 */
final class RecordReader implements Closeable {

    /** A row of an eye-tracking table has a few hundred bytes: a longer record is a quote that was never closed. */
    static final int MAX_RECORD_BYTES = 1 << 20;

    private static final int END = -1;

    private final Path file;
    private final InputStream input;
    private final byte[] buffer = new byte[MAX_RECORD_BYTES];
    private int position;
    private int limit;
    private long bytesRead;

    private int start;
    private int end;
    private long line;
    private long nextLine = 1;
    private int cells;
    private int[] cellEnds = new int[64];

    private RecordReader(Path file, InputStream input) {
        this.file = file;
        this.input = input;
    }

    /** Open a file; a byte order mark becomes part of no record, see {@link #copyByteOrderMark}. */
    static RecordReader open(Path file) throws IOException {
        RecordReader reader = new RecordReader(file, Files.newInputStream(file));
        try {
            reader.skipByteOrderMark();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < 3 && refill()) {
            // a read may give a single byte
        }
        if (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE)) {
            throw AlignmentException.of(file, "is text in UTF-16; save it as UTF-8");
        }
        position = startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
        start = position;
    }

    private boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= limit || (buffer[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Write the byte order mark if the file has one; only before the first record is read. */
    void copyByteOrderMark(OutputStream output) throws IOException {
        output.write(buffer, 0, start);
    }

    /** Go to the next record; false at the end of the file. */
    boolean next() throws IOException {
        start = position;
        line = nextLine;
        cells = 0;
        if (peek() == END) {
            return false;
        }
        do {
            readCell();
            endCell();
        } while (take(','));
        end = position;
        takeLineEnd();
        return true;
    }

    private void readCell() throws IOException {
        if (!take('"')) {
            skipPlain();
            return;
        }
        readQuoted();
        int next = peek();
        if (next != ',' && next != '\n' && next != '\r' && next != END) {
            throw AlignmentException.at(
                    file, nextLine, "text after a closing quote; a quote within quotes is written twice (\"\")");
        }
    }

    private void skipPlain() throws IOException {
        do {
            int at = position;
            while (at < limit && buffer[at] != ',' && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            position = at;
        } while (position == limit && refill());
    }

    private void readQuoted() throws IOException {
        while (true) {
            int next = peek();
            if (next == END) {
                throw AlignmentException.at(file, line, "a quote is opened and never closed");
            } else if (next == '\n' || next == '\r') {
                takeLineEnd();
            } else {
                position++;
                if (next == '"' && !take('"')) {
                    return;
                }
            }
        }
    }

    private void endCell() {
        if (cells == cellEnds.length) {
            cellEnds = Arrays.copyOf(cellEnds, 2 * cells);
        }
        cellEnds[cells++] = position - start;
    }

    private void takeLineEnd() throws IOException {
        boolean carriageReturn = take('\r');
        if (take('\n') || carriageReturn) {
            nextLine++;
        }
    }

    private boolean take(char expected) throws IOException {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    private int peek() throws IOException {
        return position < limit || refill() ? buffer[position] & 0xFF : END;
    }

    /** Get more bytes behind those of the current record; false at the end of the file. */
    private boolean refill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            position -= start;
            limit -= start;
            end -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            throw AlignmentException.at(
                    file, line, "the record is longer than " + MAX_RECORD_BYTES + " bytes; is a quote never closed?");
        }
        int read = input.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
            limit += read;
            bytesRead += read;
        }
        return read > 0;
    }

    /** The line, from 1, on which the current record begins. */
    long line() {
        return line;
    }

    /** The number of cells of the current record, at least one. */
    int cells() {
        return cells;
    }

    /** Whether the current record is a line with nothing in it. */
    boolean isEmpty() {
        return start == end;
    }

    /** How many bytes of the file lie before the end of the current record. */
    long bytesDone() {
        return bytesRead - limit + position;
    }

    /** Read the number in a cell of the current record. */
    Cells.@Nullable Fault parse(int cell, Cells.WholeNumber number) {
        return number.parse(buffer, cellStart(cell), start + cellEnds[cell]);
    }

    /** The text of a cell of the current record. */
    String text(int cell) {
        return Cells.text(buffer, cellStart(cell), start + cellEnds[cell]);
    }

    private int cellStart(int cell) {
        return cell == 0 ? start : start + cellEnds[cell - 1] + 1;
    }

    /** The texts of all cells of the current record. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(cells);
        for (int i = 0; i < cells; i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** Write the current record without its line end. */
    void copyRecord(OutputStream output) throws IOException {
        output.write(buffer, start, end - start);
    }

    /** Write the line end of the current record, nothing if it ends with the file. */
    void copyLineEnd(OutputStream output) throws IOException {
        output.write(buffer, end, position - end);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
