// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the session that a user means by a folder. Stateless. */
public final class SessionFolders {

    /** From {@code sessions} down to {@code sub-P07/ses-01/sub-P07_ses-01_task-…_run-01/journal.jsonl}. */
    private static final int DEPTH = 4;

    private SessionFolders() {}

    /**
     * Find a session: the folder itself if it is one, else the newest of those in it, which is the one whose journal was
     * written to last.
     *
     * @param folder a session folder, or a folder of sessions, at most three levels above them
     * @return the session folder
     * @throws AlignmentException if it is no folder, cannot be read or holds no session
     */
    public static Path newest(Path folder) {
        if (!Files.exists(folder)) {
            throw AlignmentException.of(folder, "is not a session folder: no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw AlignmentException.of(folder, "is not a session folder but a file");
        }
        if (Files.isRegularFile(folder.resolve(Journal.FILE_NAME))) {
            return folder;
        }
        return newestJournal(folder)
                .map(Path::getParent)
                .orElseThrow(() -> AlignmentException.of(
                        folder, "is not a session folder: there is no " + Journal.FILE_NAME + " in it or below it"));
    }

    private static Optional<Path> newestJournal(Path folder) {
        try (Stream<Path> files = Files.find(
                folder, DEPTH, (file, attributes) -> attributes.isRegularFile() && file.endsWith(Journal.FILE_NAME))) {
            return files.max(
                    Comparator.comparing(SessionFolders::lastWritten).thenComparing(Comparator.naturalOrder()));
        } catch (IOException | UncheckedIOException e) {
            throw AlignmentException.unreadable(folder, e);
        }
    }

    private static FileTime lastWritten(Path journal) {
        try {
            return Files.getLastModifiedTime(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
