// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a session is written.
 *
 * @param path the folder
 * @param run the number of the run, from 1
 */
public record SessionFolder(Path path, int run) {

    /**
     * Create the folder of a new run; no number is ever reused.
     *
     * @param directory the folder of all sessions
     * @param labels the session's labels
     * @param simulated whether the session must say that it is simulated
     * @param choice which number it gets
     * @return the new folder
     * @throws IOException if it cannot be created
     * @throws IllegalArgumentException if the number is taken, or if the participant has done this on a real device before and
     *     nobody asked for another run; the message says what to do
     */
    public static SessionFolder create(Path directory, SessionLabels labels, boolean simulated, RunChoice choice)
            throws IOException {
        try {
            return createRun(directory, labels, simulated, choice);
        } catch (FileSystemException e) {
            String file = e.getFile() == null ? "" : " at " + e.getFile();
            throw new IOException(
                    "the folder of sessions [" + directory + "] cannot be written: " + reason(e) + file
                            + "; set trialsync.directory to a folder that can",
                    e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "there is a file";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    private static SessionFolder createRun(Path directory, SessionLabels labels, boolean simulated, RunChoice choice)
            throws IOException {
        Path parent = directory.resolve("sub-" + labels.participant()).resolve("ses-" + labels.session());
        int first = EarlierRuns.in(parent, labels).numberFor(choice, simulated);
        int last = choice.number().isPresent() ? first : RunChoice.HIGHEST;
        Files.createDirectories(parent);
        for (int run = first; run <= last; run++) {
            Path path = parent.resolve(
                    EarlierRuns.nameOf(labels) + "_run-" + EarlierRuns.text(run) + (simulated ? "_SIMULATED" : ""));
            try {
                return new SessionFolder(Files.createDirectory(path), run);
            } catch (FileAlreadyExistsException e) {
                // another process was faster; its run counts
            }
        }
        throw new IOException("no number from " + first + " to " + last + " is free for a run in " + parent);
    }

    /** {@return the session's journal} */
    public Path journal() {
        return path.resolve(Journal.FILE_NAME);
    }

    /**
     * {@return the number of the process that is writing to a session's folder, as text; empty if none is}
     *
     * @param folder the folder
     * @throws IOException if that cannot be found out
     */
    public static Optional<String> writer(Path folder) throws IOException {
        return FolderLock.owner(folder);
    }

    /** {@return the folder of the tables of live samples, which exists only if there are any} */
    public Path streams() {
        return path.resolve("streams");
    }
}
