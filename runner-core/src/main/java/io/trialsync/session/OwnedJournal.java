// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's journal, and that it is this session's alone: nobody else writes to its folder, its disk has room for it, and what
 * was given to it is written even if the experiment ends the virtual machine.
 */
final class OwnedJournal {

    private static final long EXIT_PATIENCE_NANOS = 2_000_000_000;

    private final Opening opening;
    private final FolderLock lock;
    private final FreeSpace space;
    private final JournalWriter writer;
    private @Nullable Thread atExit;

    private OwnedJournal(Opening opening, FolderLock lock, FreeSpace space, JournalWriter writer) {
        this.opening = opening;
        this.lock = lock;
        this.space = space;
        this.writer = writer;
    }

    /** How the file is opened. */
    private interface Opener {
        JournalWriter open() throws IOException;
    }

    /** @throws IOException if the journal cannot be written, or its disk has too little room */
    static OwnedJournal create(Opening opening) throws IOException {
        try {
            return take(
                    opening,
                    () -> JournalWriter.create(
                            opening.folder().journal(), opening.policies().journal(), opening.clock()::nanoTime));
        } catch (IOException e) {
            // the number of the run is free again
            Files.deleteIfExists(opening.folder().path());
            throw e;
        }
    }

    /** The same for a journal that is gone on with; another process may be doing that. */
    static OwnedJournal reopen(Opening opening) throws IOException {
        return take(
                opening,
                () -> JournalWriter.reopen(
                        opening.folder().journal(), opening.policies().journal(), opening.clock()::nanoTime));
    }

    private static OwnedJournal take(Opening opening, Opener opener) throws IOException {
        FreeSpace space =
                new FreeSpace(opening.folder().path(), opening.policies().leastFreeBytes());
        FolderLock lock = FolderLock.take(opening.folder().path());
        try {
            Optional<String> lacks = space.lacksBefore();
            if (lacks.isPresent()) {
                throw new IOException(lacks.get());
            }
            return new OwnedJournal(opening, lock, space, opener.open());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    JournalWriter writer() {
        return writer;
    }

    /** Have what was given to the journal written when the virtual machine is ended, until the session closes. */
    void keepAtExit(InOrder inOrder) {
        Thread hook = new Thread(
                () -> {
                    inOrder.settle(EXIT_PATIENCE_NANOS);
                    writer.flush(EXIT_PATIENCE_NANOS);
                },
                "trialsync-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        atExit = hook;
    }

    /**
     * Make sure that the next trial will be kept; otherwise the run is stopped.
     *
     * @throws UncheckedIOException if it will not
     */
    void requireWritable() {
        Optional<IOException> failure = writer.failure();
        Optional<String> problem = failure.map(e ->
                        "the journal " + opening.folder().journal() + " cannot be written any more: " + e.getMessage())
                .or(space::lacksDuring);
        if (problem.isPresent()) {
            opening.control().stop(problem.get());
            throw new UncheckedIOException(problem.get(), failure.orElseGet(() -> new IOException("too little room")));
        }
    }

    /** @throws IOException if not all could be written */
    void close() throws IOException {
        forgetExit();
        try (lock) {
            writer.close();
        }
        Optional<IOException> failure = writer.failure();
        if (failure.isPresent()) {
            throw new IOException(
                    "the journal " + opening.folder().journal() + " could not be written to its end: "
                            + failure.get().getMessage(),
                    failure.get());
        }
    }

    private void forgetExit() {
        Thread hook = atExit;
        atExit = null;
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException e) {
            // the virtual machine is ending, and the hook has been run
        }
    }
}
