// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.trialsync.simulator.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The list of events of one phone, a table as Pupil Cloud exports it, written row by row as the phone receives them.
 * Thread-safe.
 */
final class EventList implements AutoCloseable {

    private static final String FILE_NAME = "events.csv";

    private final CsvWriter csv;

    private EventList(CsvWriter csv) {
        this.csv = csv;
    }

    /** {@return where the list of a phone is} */
    static Path file(Path folder, String phoneId) {
        return folder.resolve(phoneId).resolve(FILE_NAME);
    }

    static EventList open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
        csv.writeRecord("recording id", "timestamp [ns]", "name", "type");
        return new EventList(csv);
    }

    /** Write an event down; whatever else the phone receives, and events while it does not record, are not in its recording. */
    synchronized void add(Received received) {
        if (received instanceof Received.Event event && event.recordingId().isPresent()) {
            csv.writeRecord(event.recordingId().get(), Long.toString(event.deviceNanos()), event.name(), "recording");
            try {
                csv.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        csv.close();
    }
}
