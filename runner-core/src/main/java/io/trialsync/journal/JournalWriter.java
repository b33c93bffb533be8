// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a journal; each is handed to the operating system before {@link #append} returns. Thread-safe.
 *
 * <p>A failure to write never reaches the trial that is running: it is kept in {@link #failure()} for whoever starts the
 * next one. A plain file stream writes, since a file channel closes itself for good as soon as one of its threads is
 * interrupted, as a trial is that takes too long.
 */
public final class JournalWriter implements AutoCloseable {

    private final JournalJson json = new JournalJson();
    private final OutputStream out;
    private long next;
    private volatile @Nullable IOException failure;

    /** Write to an open stream; the number of the next line is given. */
    JournalWriter(OutputStream out, long next) {
        this.out = out;
        this.next = next;
    }

    /**
     * Begin a new journal.
     *
     * @param file the file, which must not exist yet
     * @return the writer; the caller closes it
     * @throws IOException if the file exists or cannot be written
     */
    public static JournalWriter create(Path file) throws IOException {
        Files.createFile(file);
        return new JournalWriter(new FileOutputStream(file.toFile(), true), 0);
    }

    /** {@return a writer that does all the work and keeps nothing, for rehearsals} */
    public static JournalWriter discarding() {
        return new JournalWriter(OutputStream.nullOutputStream(), 0);
    }

    /**
     * Go on with a journal, after its last line.
     *
     * @param file the file, which must exist; a torn last line stays as it is
     * @return the writer; the caller closes it
     * @throws IOException if the file cannot be read or written
     */
    public static JournalWriter reopen(Path file) throws IOException {
        Journal journal = Journal.read(file);
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        if (!journal.torn()) {
            return new JournalWriter(stream, journal.nextNumber());
        }
        stream.write('\n');
        // the torn line has become a damaged one, and keeps its number
        return new JournalWriter(stream, journal.nextNumber() + 1);
    }

    /**
     * Append a record.
     *
     * @param record the record
     */
    public synchronized void append(JournalRecord record) {
        if (failure != null) {
            return;
        }
        try {
            out.write(JournalLine.frame(next, json.write(record)));
            next++;
        } catch (IOException e) {
            failure = e;
        }
    }

    /** {@return the failure after which nothing more was written, if there was one} */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Force everything to the disk and close. */
    @Override
    public synchronized void close() throws IOException {
        if (out instanceof FileOutputStream file && file.getFD().valid()) {
            try (file) {
                file.getFD().sync();
            }
        }
    }
}
