// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Appends records to a journal, in the order in which they are given. Thread-safe.
 *
 * <p>One thread, {@code trialsync-journal}, numbers and writes all that waits, forces it to the disk when it is time to, and
 * then tells those who want to know; so one forcing serves all that came during the one before. {@link #append} never waits. A record
 * is handed to the operating system within a fraction of a millisecond of it, or as soon as a forcing that is going on ends; it is
 * <em>durable</em> once it is forced.
 *
 * <p>A failure to write never reaches the trial that is running: it is kept in {@link #failure()} for whoever starts the next
 * one, and nothing more is written, so that the journal ends at the place of the failure.
 */
public final class JournalWriter implements AutoCloseable {

    /** More than a session of hours appends; a disk that hangs as long as that is a failure. */
    private static final int MOST_WAITING = 1_000_000;

    private final LinkedBlockingQueue<Appended> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final JournalCommits commits;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Write to an open file; the number of the next line is given. */
    JournalWriter(JournalFile file, long next, JournalSync sync, LongSupplier nanoTime) {
        this.commits = new JournalCommits(file, next, sync, nanoTime, waiting);
        this.thread = new Thread(commits, "trialsync-journal");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begin a new journal that is forced to the disk when it is closed, as one that is written in one go.
     *
     * @param file the file, which must not exist yet
     * @return the writer; the caller closes it
     * @throws IOException if the file exists or cannot be written
     */
    public static JournalWriter create(Path file) throws IOException {
        return create(file, JournalSync.INTERVAL, () -> 0);
    }

    /**
     * Begin a new journal.
     *
     * @param file the file, which must not exist yet
     * @param sync when it is forced to the disk
     * @param nanoTime a monotonic clock in nanoseconds, such as {@link System#nanoTime}, which many threads may read
     * @return the writer; the caller closes it
     * @throws IOException if the file exists or cannot be written
     */
    public static JournalWriter create(Path file, JournalSync sync, LongSupplier nanoTime) throws IOException {
        Files.createFile(file);
        JournalFile.forceFolderOf(file);
        return new JournalWriter(JournalFile.appending(file), 0, sync, nanoTime);
    }

    /** {@return a writer that does all the work and keeps nothing, for rehearsals; the caller closes it} */
    public static JournalWriter discarding() {
        return new JournalWriter(JournalFile.discarding(), 0, JournalSync.INTERVAL, () -> 0);
    }

    /**
     * Go on with a journal, after its last line.
     *
     * @param file the file, which must exist; a torn last line stays as it is
     * @param sync when it is forced to the disk
     * @param nanoTime a monotonic clock in nanoseconds, such as {@link System#nanoTime}
     * @return the writer; the caller closes it
     * @throws IOException if the file cannot be read or written
     */
    public static JournalWriter reopen(Path file, JournalSync sync, LongSupplier nanoTime) throws IOException {
        Journal journal = Journal.read(file);
        JournalFile out = JournalFile.appending(file);
        if (!journal.torn()) {
            return new JournalWriter(out, journal.nextNumber(), sync, nanoTime);
        }
        out.write(new byte[] {'\n'}, 1);
        // the torn line has become a damaged one, and keeps its number
        return new JournalWriter(out, journal.nextNumber() + 1, sync, nanoTime);
    }

    /**
     * Append a record.
     *
     * @param record the record, which nobody changes any more
     */
    public void append(JournalRecord record) {
        give(new Appended.Line(record));
    }

    /**
     * Hear when all that was appended so far is durable.
     *
     * @param whenDurable is run once, on the journal's thread, when it is on the disk, or when it is clear that it will never be;
     *     {@link #failure()} then says why. It must not wait for anything
     */
    public void whenDurable(Runnable whenDurable) {
        give(new Appended.Wanted(whenDurable));
    }

    private void give(Appended appended) {
        if (closed.get()) {
            commits.fail(new IOException("the journal is closed"));
        }
        if (failure().isEmpty() && !waiting.offer(appended)) {
            commits.fail(new IOException(MOST_WAITING + " records wait for a disk that does not take them"));
        }
        if (failure().isPresent()) {
            appended.settled();
        }
    }

    /**
     * Wait until all that was appended so far is durable.
     *
     * @param patienceNanos for how long at most, in nanoseconds
     * @return whether it is
     */
    public boolean flush(long patienceNanos) {
        CountDownLatch durable = new CountDownLatch(1);
        whenDurable(durable::countDown);
        try {
            return durable.await(patienceNanos, TimeUnit.NANOSECONDS)
                    && failure().isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@return the failure after which nothing more was written, if there was one} */
    public Optional<IOException> failure() {
        return commits.failure();
    }

    /** Write and force what was appended, and close. What cannot be written is in {@link #failure()}. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        waiting.add(new Appended.Last());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
