// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The runs that a participant has done of a task in a session, the highest number first.
 *
 * @param labels what they are runs of
 * @param runs their folders
 */
record EarlierRuns(SessionLabels labels, List<Run> runs) {

    private static final Pattern RUN = Pattern.compile("_run-(\\d{1,6})(_SIMULATED)?$");

    /** One of them. */
    record Run(Path folder, int number, boolean simulated) {

        /** How many trials were completed; one that cannot be read may have any number. */
        private long completed() {
            Path journal = folder.resolve(Journal.FILE_NAME);
            if (!Files.exists(journal)) {
                return 0;
            }
            try {
                return Journal.read(journal)
                        .all(TrialEnd.class)
                        .filter(end -> end.completion().equals(Completion.COMPLETED.label()))
                        .count();
            } catch (IOException e) {
                return Long.MAX_VALUE;
            }
        }
    }

    static String nameOf(SessionLabels labels) {
        return "sub-" + labels.participant() + "_ses-" + labels.session() + "_task-" + labels.task();
    }

    static EarlierRuns in(Path parent, SessionLabels labels) throws IOException {
        if (!Files.isDirectory(parent)) {
            return new EarlierRuns(labels, List.of());
        }
        try (Stream<Path> children = Files.list(parent)) {
            return new EarlierRuns(
                    labels,
                    children.filter(child -> child.getFileName().toString().startsWith(nameOf(labels) + "_run-"))
                            .flatMap(EarlierRuns::run)
                            .sorted(Comparator.comparingInt(Run::number).reversed())
                            .toList());
        }
    }

    private static Stream<Run> run(Path folder) {
        Matcher matcher = RUN.matcher(folder.getFileName().toString());
        return matcher.find()
                ? Stream.of(new Run(folder, Integer.parseInt(matcher.group(1)), matcher.group(2) != null))
                : Stream.empty();
    }

    int next() {
        return runs.isEmpty() ? 1 : runs.get(0).number() + 1;
    }

    /**
     * {@return the number of a new run}
     *
     * @throws IllegalArgumentException if that number is taken, or if it has been done on a real device before and nobody asked for
     *     another run
     */
    int numberFor(RunChoice choice, boolean simulated) {
        if (choice.number().isPresent()) {
            int number = choice.number().getAsInt();
            runs.stream().filter(run -> run.number() == number).findFirst().ifPresent(taken -> {
                throw new IllegalArgumentException("trialsync.run: [" + number + "] is taken by " + taken.folder()
                        + ", and no session is overwritten; the next free one is " + text(next()));
            });
            return number;
        }
        if (!simulated && !choice.repeat()) {
            requireNotDone();
        }
        return next();
    }

    private void requireNotDone() {
        for (Run run : runs) {
            long completed = run.simulated() ? 0 : run.completed();
            if (completed > 0) {
                throw new IllegalArgumentException("trialsync.participant: [" + labels.participant()
                        + "] has done task " + labels.task() + " in session " + labels.session() + " before: "
                        + run.folder() + " holds "
                        + (completed == Long.MAX_VALUE ? "a journal that cannot be read" : trials(completed))
                        + "; for another visit set trialsync.session, and to run it again here set trialsync.run="
                        + text(next()) + " or trialsync.repeat=true");
            }
        }
    }

    private static String trials(long completed) {
        return completed + (completed == 1 ? " completed trial" : " completed trials");
    }

    static String text(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
