// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a journal; each is handed to the operating system before {@link #append} returns. Thread-safe.
 *
 * <p>A failure to write never reaches the trial that is running: it is kept in {@link #failure()} for whoever starts the
 * next one.
 */
public final class JournalWriter implements AutoCloseable {

    private final JournalJson json = new JournalJson();
    private final FileChannel channel;
    private long next;
    private volatile @Nullable IOException failure;

    private JournalWriter(FileChannel channel, long next) {
        this.channel = channel;
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
        return new JournalWriter(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0);
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
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (journal.torn()) {
            writeFully(channel, new byte[] {'\n'});
        }
        return new JournalWriter(channel, journal.nextNumber());
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
            writeFully(channel, JournalLine.frame(next, json.write(record)));
            next++;
        } catch (IOException e) {
            failure = e;
        }
    }

    /** {@return the failure after which nothing more was written, if there was one} */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Force everything to the disk and close. */
    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                channel.force(true);
            }
        }
    }
}
