// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Conversion;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.RowOrder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes each row with the cells of its conversion appended, and counts what became of them. Not thread-safe. */
final class RowWriter implements RowSink {

    private static final int BUFFER_BYTES = 1 << 18;

    private final OutputFile file;
    private final OutputStream output;
    private final RowOrder.Cursor cursor;
    private final StampOnHost stamps;
    private final boolean contradicted;
    private final List<FurtherTime> further;
    private final StringBuilder cells = new StringBuilder(128);
    private byte[] bytes = new byte[128];
    private long rows;
    private long extrapolated;
    private long ambiguous;
    private long neverExisted;
    private long largestUncertainty;
    private double sumOfUncertainties;

    RowWriter(
            OutputFile file,
            RowOrder.Cursor cursor,
            StampOnHost stamps,
            boolean contradicted,
            List<FurtherTime> further) {
        this.file = file;
        this.output = new BufferedOutputStream(file.stream(), BUFFER_BYTES);
        this.cursor = cursor;
        this.stamps = stamps;
        this.contradicted = contradicted;
        this.further = further;
    }

    @Override
    public void header(RecordReader header) {
        cells.append(',').append(String.join(",", TableConverter.COLUMNS));
        further.forEach(time -> cells.append(',').append(String.join(",", time.columns())));
        try {
            header.copyByteOrderMark(output);
        } catch (IOException e) {
            throw AlignmentException.unwritable(file.named(), e);
        }
        writeWithCells(header);
    }

    @Override
    public void row(RecordReader row, long deviceNanos) {
        rows++;
        Conversion conversion = cursor.next(deviceNanos);
        if (conversion instanceof Conversion.Converted converted) {
            HostTime time = stamps.around(deviceNanos, converted.hostTime());
            appendTime(time);
            further.forEach(other -> other.append(cells, time, !contradicted));
        } else if (conversion instanceof Conversion.Ambiguous) {
            ambiguous++;
            cells.append(",,,,,ambiguous");
            further.forEach(other -> other.appendNothing(cells));
        } else {
            neverExisted++;
            cells.append(",,,,,never existed");
            further.forEach(other -> other.appendNothing(cells));
        }
        writeWithCells(row);
    }

    @Override
    public void emptyLine(RecordReader line) {
        writeWithCells(line);
    }

    private void appendTime(HostTime time) {
        extrapolated += time.extrapolated() ? 1 : 0;
        if (contradicted) {
            cells.append(',').append(time.hostNanos()).append(",,,,").append(TableConverter.CONTRADICTED);
            return;
        }
        long uncertainty = time.uncertainty().totalNanos();
        largestUncertainty = Math.max(largestUncertainty, uncertainty);
        sumOfUncertainties += uncertainty;
        cells.append(',').append(time.hostNanos());
        cells.append(',').append(uncertainty);
        cells.append(',').append(time.limits().earliestNanos());
        cells.append(',').append(time.limits().latestNanos());
        cells.append(',');
        if (time.extrapolated()) {
            cells.append("extrapolated");
        }
    }

    private void writeWithCells(RecordReader record) {
        try {
            record.copyRecord(output);
            writeCells();
            record.copyLineEnd(output);
        } catch (IOException e) {
            throw AlignmentException.unwritable(file.named(), e);
        }
    }

    /** What is appended is ASCII, so that a character is a byte and no encoder is needed for each row. */
    private void writeCells() throws IOException {
        int length = cells.length();
        if (length > bytes.length) {
            bytes = cells.toString().getBytes(StandardCharsets.US_ASCII);
        }
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) cells.charAt(i);
        }
        output.write(bytes, 0, length);
        cells.setLength(0);
    }

    /** Put the output in its place. */
    ConversionSummary complete() {
        try {
            output.flush();
            file.complete();
        } catch (IOException e) {
            throw AlignmentException.unwritable(file.named(), e);
        }
        long converted = rows - ambiguous - neverExisted;
        return new ConversionSummary(
                rows,
                extrapolated,
                ambiguous,
                neverExisted,
                largestUncertainty,
                converted == 0 ? 0 : Math.round(sumOfUncertainties / converted));
    }
}
