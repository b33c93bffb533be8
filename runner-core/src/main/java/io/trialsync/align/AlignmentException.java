// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A table or session cannot be read, converted or written; the message is one line made for people and names the file. */
public final class AlignmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Say what is wrong with a file.
     *
     * @param message one line that names the file, what was found and what is allowed
     * @param cause what led to it, if anything did
     */
    public AlignmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static AlignmentException of(Path file, String problem) {
        return new AlignmentException(file + ": " + problem, null);
    }

    static AlignmentException at(Path file, long line, String problem) {
        return new AlignmentException(file + ", line " + line + ": " + problem, null);
    }

    static AlignmentException unreadable(Path file, Exception cause) {
        return new AlignmentException(file + ": cannot be read: " + reason(cause), cause);
    }

    static AlignmentException unwritable(Path file, IOException cause) {
        return new AlignmentException(file + ": cannot be written: " + reason(cause), cause);
    }

    /** The message of a file system exception often is no more than the path. */
    private static String reason(Exception cause) {
        if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return reason(unchecked.getCause());
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : Cells.oneLine(reason);
    }
}
