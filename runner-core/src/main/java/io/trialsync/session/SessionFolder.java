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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a session is written.
 *
 * @param path the folder
 * @param run the number of the run, from 1
 */
public record SessionFolder(Path path, int run) {

    private static final Pattern RUN = Pattern.compile("_run-(\\d{1,6})(_SIMULATED)?$");
    private static final int MOST_RUNS = 999_999;

    /**
     * Create the folder of a new run; its number is one more than the highest there is, and none is ever reused.
     *
     * @param directory the folder of all sessions
     * @param labels the session's labels
     * @param simulated whether the session must say that it is simulated
     * @return the new folder
     * @throws IOException if it cannot be created
     */
    public static SessionFolder create(Path directory, SessionLabels labels, boolean simulated) throws IOException {
        try {
            return createRun(directory, labels, simulated);
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

    private static SessionFolder createRun(Path directory, SessionLabels labels, boolean simulated) throws IOException {
        Path parent = directory.resolve("sub-" + labels.participant()).resolve("ses-" + labels.session());
        Files.createDirectories(parent);
        String name = "sub-" + labels.participant() + "_ses-" + labels.session() + "_task-" + labels.task();
        for (int run = highestRun(parent, name) + 1; run <= MOST_RUNS; run++) {
            Path path = parent.resolve(
                    name + String.format(Locale.ROOT, "_run-%02d", run) + (simulated ? "_SIMULATED" : ""));
            try {
                return new SessionFolder(Files.createDirectory(path), run);
            } catch (FileAlreadyExistsException e) {
                // another process was faster; its run counts
            }
        }
        throw new IOException("there are already " + MOST_RUNS + " runs in " + parent);
    }

    private static int highestRun(Path parent, String name) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(child -> child.startsWith(name + "_run-"))
                    .map(RUN::matcher)
                    .filter(Matcher::find)
                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** {@return the session's journal} */
    public Path journal() {
        return path.resolve(Journal.FILE_NAME);
    }

    /** {@return the folder of the tables of live samples, which exists only if there are any} */
    public Path streams() {
        return path.resolve("streams");
    }
}
