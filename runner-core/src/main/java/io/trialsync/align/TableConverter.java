// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.RowOrder;
import io.trialsync.journal.JournalRecord.ClockOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the stamps in one column of a CSV table on the host's timeline.
 *
 * <p>To each row it appends {@link #COLUMNS} and keeps every other byte: quoting, line ends, a byte order mark. The note is
 * empty, {@code extrapolated}, {@code ambiguous} or {@code never existed}; with the last two the other four cells are empty.
 * See {@link #contradicted()} for a further one.
 * Rows are taken in order unless {@link #inAnyOrder()} is asked for, and a row that their order settles is converted with an
 * empty note. Memory does not grow with
 * the table. Immutable; may be used by several threads for different outputs.
 */
public final class TableConverter {

    /** The columns that are appended. */
    public static final List<String> COLUMNS =
            List.of("host time [ns]", "uncertainty [ns]", "earliest [ns]", "latest [ns]", "note");

    /** The note of a row that was converted by a model known to be wrong. */
    public static final String CONTRADICTED = "sensor clock contradicted";

    private static final long PROGRESS_BYTES = 1 << 20;

    private final ClockModel model;
    private final String column;
    private final ConversionProgress progress;
    private final StampOnHost stamps;
    private final boolean contradicted;
    private final List<FurtherTime> further;
    private final boolean inOrder;

    /**
     * Convert a column with a model.
     *
     * @param model the model of the clock that stamped the column
     * @param column the exact name of the column, as the header has it
     * @param progress hears how far it has come
     */
    public TableConverter(ClockModel model, String column, ConversionProgress progress) {
        this(model, column, progress, StampOnHost.EXACT, false, List.of(), true);
    }

    private TableConverter(
            ClockModel model,
            String column,
            ConversionProgress progress,
            StampOnHost stamps,
            boolean contradicted,
            List<FurtherTime> further,
            boolean inOrder) {
        this.model = model;
        this.column = column;
        this.progress = progress;
        this.stamps = stamps;
        this.contradicted = contradicted;
        this.further = further;
        this.inOrder = inOrder;
    }

    /**
     * {@return the same for a column that the device stamped itself with a clock of limited resolution: the limits and the
     * uncertainty of a stamp that is a multiple of the resolution also cover what the resolution hides}
     *
     * @param clock the clock
     */
    public TableConverter stampedBy(ClockOf clock) {
        return new TableConverter(model, column, progress, StampOnHost.of(clock), contradicted, further, inOrder);
    }

    /**
     * {@return the same for gaze that a session received over RTSP: the limits and the uncertainty also cover the steps of the
     * stream's clock, 11 µs at the 90 kHz of RTP, which a phone's stamps are cut down or rounded to}
     */
    public TableConverter stampedByStream() {
        return new TableConverter(model, column, progress, StampOnHost.STREAMED, contradicted, further, inOrder);
    }

    /**
     * {@return the same for a model that is known to be wrong, as a sensor clock's that its live stream contradicts: host times
     * are kept, with {@value #CONTRADICTED} in the note of every row and without an uncertainty and limits, which would be
     * false}
     */
    public TableConverter contradicted() {
        return new TableConverter(model, column, progress, stamps, true, further, inOrder);
    }

    /**
     * {@return the same with the columns {@code KEY time [ns]}, {@code KEY earliest [ns]} and {@code KEY latest [ns]} after all
     * others: each host time in the time of another device of the session, such as an NTP server's}
     *
     * @param key the name of that device in the session
     * @param masterModel the model of its clock, fitted on the same host
     */
    public TableConverter inTimeOf(String key, ClockModel masterModel) {
        return with(new MasterTime(key, masterModel));
    }

    /**
     * {@return the same with the column {@code host time minus stream delay [ns]} after all others: each host time less what the
     * user declares that a sensor takes to stamp what it sees}
     *
     * @param nanos the delay, in nanoseconds, not negative
     */
    public TableConverter minusStreamDelay(long nanos) {
        return with(new StreamDelay(nanos));
    }

    /**
     * {@return the same for a table whose rows need not be in order of time, as events whose times the host gave: each row is
     * converted by itself, and a time that the clock may have shown twice stays {@code ambiguous}}
     */
    public TableConverter inAnyOrder() {
        return new TableConverter(model, column, progress, stamps, contradicted, further, false);
    }

    private TableConverter with(FurtherTime time) {
        List<FurtherTime> all = Stream.concat(further.stream(), Stream.of(time)).toList();
        return new TableConverter(model, column, progress, stamps, contradicted, all, inOrder);
    }

    /**
     * Convert a table. The output appears under its name only when complete, replacing an older file; if anything fails
     * nothing is left of it and an older file stays.
     *
     * @param table the table to read, a regular file
     * @param output the file to write, not the table itself
     * @return what became of the rows
     * @throws AlignmentException if the table is not as it must be, or if a file cannot be read or written
     */
    public ConversionSummary convert(Path table, Path output) {
        requireRegularFile(table);
        requireDifferent(table, output);
        try (OutputFile file = OutputFile.create(output)) {
            RowOrder.Scan scan = RowOrder.scan(model);
            boolean twice = inOrder && scan.isNeeded();
            long scanned = twice ? read(table, new Pass(1, 2), (row, deviceNanos) -> scan.add(deviceNanos)) : 0;
            RowWriter writer = new RowWriter(file, scan.finish().cursor(), stamps, contradicted, further);
            long converted = read(table, twice ? new Pass(2, 2) : new Pass(1, 1), writer);
            if (twice && converted != scanned) {
                throw AlignmentException.of(
                        table, "was changed while it was read; it had " + scanned + " rows, then " + converted);
            }
            return writer.complete();
        }
    }

    /**
     * Read the header of a table.
     *
     * @param table a CSV file
     * @return the names of its columns, in order
     * @throws AlignmentException if it has no header or cannot be read
     */
    public static List<String> columnsOf(Path table) {
        requireRegularFile(table);
        try (RecordReader records = RecordReader.open(table)) {
            return StampedRows.header(table, records);
        } catch (IOException e) {
            throw AlignmentException.unreadable(table, e);
        }
    }

    private List<String> appended() {
        return Stream.concat(COLUMNS.stream(), further.stream().flatMap(time -> time.columns().stream()))
                .toList();
    }

    /** Which pass over the table this is, from 1, and of how many. */
    private record Pass(int number, int of) {}

    private long read(Path table, Pass pass, RowSink sink) {
        try (StampedRows rows = new StampedRows(table, column, appended())) {
            long bytes = Files.size(table);
            long reported = 0;
            rows.readHeader(sink);
            while (rows.readNext(sink)) {
                long done = rows.bytesDone();
                if (done - reported >= PROGRESS_BYTES) {
                    progress.advanced(pass.number(), pass.of(), done, bytes);
                    reported = done;
                }
            }
            return rows.count();
        } catch (IOException e) {
            throw AlignmentException.unreadable(table, e);
        }
    }

    private static void requireRegularFile(Path table) {
        if (Files.isDirectory(table)) {
            throw AlignmentException.of(table, "is a folder; a CSV table is needed");
        }
        if (Files.exists(table) && !Files.isRegularFile(table)) {
            throw AlignmentException.of(table, "is not a regular file; a table may have to be read twice");
        }
        if (!Files.exists(table)) {
            throw AlignmentException.unreadable(table, new NoSuchFileException(table.toString()));
        }
    }

    private static void requireDifferent(Path table, Path output) {
        try {
            if (Files.exists(output) && Files.isSameFile(table, output)) {
                throw AlignmentException.of(output, "is the table itself; choose another name for the output");
            }
        } catch (IOException e) {
            throw AlignmentException.unreadable(table, e);
        }
    }
}
