// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes into being all at once: written beside its place under another name, and moved there when complete.
 *
 * <p>Unless it is {@linkplain #complete completed}, closing it, or the end of the JVM, leaves nothing behind, and an older
 * file of its name stays as it was. Not thread-safe.
 */
public final class OutputFile implements Closeable {

    private static final int MOST_LEFTOVERS = 100;

    private final Path named;
    private final Path target;
    private final Path temporary;
    private final OutputStream stream;
    private final Thread cleanUp;

    private OutputFile(Path named, Path target, Path temporary, OutputStream stream) {
        this.named = named;
        this.target = target;
        this.temporary = temporary;
        this.stream = stream;
        this.cleanUp = new Thread(this::deleteQuietly, "trialsync-delete-unfinished");
        deleteAtExit();
    }

    private void deleteAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(cleanUp);
        } catch (IllegalStateException e) {
            // the JVM is shutting down, and a session that is ended in order meanwhile still gets its files
        }
    }

    /**
     * Begin a file.
     *
     * @param named where it is to appear; if that is a link, its target is replaced
     * @throws AlignmentException if it cannot be written there
     */
    public static OutputFile create(Path named) {
        try {
            Path target = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                throw AlignmentException.of(named, "is not a regular file; the name of a file to write is needed");
            }
            requireFolder(named, target.getParent());
            return create(named, target);
        } catch (IOException e) {
            throw AlignmentException.unwritable(named, e);
        }
    }

    private static void requireFolder(Path named, @Nullable Path folder) {
        if (folder == null) {
            throw AlignmentException.of(named, "is not a regular file; the name of a file to write is needed");
        }
        if (!Files.exists(folder)) {
            throw AlignmentException.of(named, "cannot be written: the folder " + folder + " does not exist");
        }
        if (!Files.isDirectory(folder)) {
            throw AlignmentException.of(named, "cannot be written: " + folder + " is not a folder");
        }
    }

    /** Without {@code createTempFile}, which would make a file that only its owner can read. */
    private static OutputFile create(Path named, Path target) throws IOException {
        for (int i = 1; ; i++) {
            Path temporary = target.resolveSibling(target.getFileName() + (i == 1 ? "" : "." + i) + ".part");
            try {
                OutputStream stream =
                        Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new OutputFile(named, target, temporary, stream);
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_LEFTOVERS) {
                    throw e;
                }
            }
        }
    }

    /** {@return where to write the content} */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Put the file in its place, replacing an older one.
     *
     * @throws IOException if the content could not be written to the end, or the file not moved
     */
    public void complete() throws IOException {
        stream.close();
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The file as the user named it. */
    Path named() {
        return named;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // the file is deleted next, or was closed and moved before
        }
        deleteQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException e) {
            // the JVM is shutting down and the hook has run or will
        }
    }

    private void deleteQuietly() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // there is nobody left to tell, and its name says what it is
        }
    }
}
