// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the folder of a session. */
public final class SessionFolders {

    /** Participant, session, run and the journal in it. */
    private static final int DEEPEST = 5;

    private SessionFolders() {}

    /**
     * Find the session that a folder means.
     *
     * @param directory the folder of a session, or a folder of sessions, which means the newest one in it
     * @return the folder of the session
     * @throws AlignmentException if there is none
     */
    public static Path newest(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw AlignmentException.of(
                    directory,
                    Files.exists(directory)
                            ? "is not a session folder but a file"
                            : "is not a session folder: no such folder");
        }
        if (Files.isRegularFile(directory.resolve(Journal.FILE_NAME))) {
            return directory;
        }
        try (Stream<Path> files = Files.walk(directory, DEEPEST)) {
            return files.filter(file -> file.endsWith(Journal.FILE_NAME) && Files.isRegularFile(file))
                    .max(Comparator.comparingLong(SessionFolders::startNanos).thenComparing(Path::toString))
                    .map(Path::getParent)
                    .orElseThrow(() -> AlignmentException.of(
                            directory,
                            "is not a session folder: there is no " + Journal.FILE_NAME + " in it or below it"));
        } catch (IOException | UncheckedIOException e) {
            throw AlignmentException.unreadable(directory, e);
        }
    }

    private static long startNanos(Path journal) {
        try {
            return Journal.readFirst(journal)
                    .all(JournalRecord.SessionStart.class)
                    .mapToLong(JournalRecord.SessionStart::hostNanos)
                    .findFirst()
                    .orElse(Long.MIN_VALUE);
        } catch (IOException e) {
            throw AlignmentException.unreadable(journal, e);
        }
    }
}
