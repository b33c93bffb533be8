// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.cli.run.SessionTrials.TrialOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param reason why it ended
 * @param problem what went wrong, in one line that says what to do; empty if nothing did
 * @param sessions its sessions, as their journals tell of them
 */
public record RunResult(Reason reason, Optional<String> problem, List<SessionTrials> sessions) {

    private static final String FORMAT = "trialsync-run/1";
    private static final int MOST_NAMED = 8;

    /** Why a run ended. */
    public enum Reason {
        /** All trials began and ended, and all data are safe. */
        DONE,
        /** It was ended before all trials had begun. */
        STOPPED,
        /** Something else than a trial failed, or a trial could not begin. */
        FAILED,
        /** Its virtual machine ended before it could say anything. */
        KILLED,
        /** What was asked for cannot be run, and no session began. */
        REFUSED;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RunResult of(Optional<RunOutcome> outcome, int processExitCode, List<Path> folders) {
        List<SessionTrials> sessions = folders.stream().map(SessionTrials::read).toList();
        if (outcome.isEmpty()) {
            return new RunResult(Reason.KILLED, Optional.of(killed(processExitCode, sessions)), sessions);
        }
        RunOutcome said = outcome.get();
        if (said.mistake() != null) {
            return new RunResult(Reason.REFUSED, Optional.of(said.mistake()), sessions);
        }
        List<String> problems = problems(said, sessions);
        if (said.stopped() != null) {
            problems.add(0, "not all trials have begun: " + said.stopped());
        } else if (problems.isEmpty()
                && sessions.stream().allMatch(session -> session.trials().isEmpty())) {
            problems.add("no trial has begun; are all tests disabled?");
        }
        Reason reason = problems.isEmpty() ? Reason.DONE : said.stopped() == null ? Reason.FAILED : Reason.STOPPED;
        return new RunResult(
                reason, problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)), sessions);
    }

    private static List<String> problems(RunOutcome said, List<SessionTrials> sessions) {
        List<String> problems = new ArrayList<>(said.problems());
        long unbegun = unbegun(said, sessions);
        if (unbegun > 0) {
            problems.add(unbegun + (unbegun == 1 ? " trial" : " trials") + " failed before it could begin");
        }
        for (SessionTrials session : sessions) {
            session.damages().forEach(damage -> problems.add(session.folder() + ": " + damage));
        }
        return problems;
    }

    /** Later attempts at a designed trial have its first one's id in the journal; but then there is no fault of a trial either. */
    private static long unbegun(RunOutcome said, List<SessionTrials> sessions) {
        if (sessions.stream().noneMatch(SessionTrials::anyUnbegun)) {
            return 0;
        }
        return said.failedTests().stream()
                .filter(id -> sessions.stream()
                        .noneMatch(session -> session.uniqueIds().contains(id)))
                .count();
    }

    private static String killed(int exitCode, List<SessionTrials> sessions) {
        String what = "the experiment's Java process was killed or ended by itself (exit code " + exitCode + ")";
        if (sessions.isEmpty()) {
            return what + " before a session began";
        }
        SessionTrials last = sessions.get(sessions.size() - 1);
        return what + "; everything up to then is in the journal of " + last.folder()
                + ", and this makes its tables: trialsync align " + last.folder();
    }

    /** {@return the exit code: 0 if all trials ran and the data are safe, 2 if what was asked for cannot be run, 1 otherwise} */
    public int exitCode() {
        return switch (reason) {
            case DONE -> 0;
            case REFUSED -> 2;
            case STOPPED, FAILED, KILLED -> 1;
        };
    }

    /** {@return what people should know besides the summary of each session: which trials were not completed} */
    public List<String> lines() {
        List<String> notCompleted =
                incomplete().map(TrialOutcome::sentence).collect(Collectors.toCollection(ArrayList::new));
        if (notCompleted.size() > MOST_NAMED) {
            int more = notCompleted.size() - MOST_NAMED;
            notCompleted.subList(MOST_NAMED, notCompleted.size()).clear();
            notCompleted.add("and " + more + " more, all in trials.csv");
        }
        return List.copyOf(notCompleted);
    }

    private Stream<TrialOutcome> incomplete() {
        return sessions.stream().flatMap(session -> session.trials().stream()).filter(trial -> !trial.completed());
    }

    /** {@return the same for programs: the fields of one JSON object} */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("exit_code", exitCode());
        root.put("reason", reason.label());
        root.put("message", problem.orElse(null));
        root.put("sessions", sessions.stream().map(RunResult::fields).toList());
        return root;
    }

    private static Map<String, Object> fields(SessionTrials session) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment", session.experiment());
        fields.put("folder", session.folder().toString());
        fields.put(
                "trials",
                session.trials().stream()
                        .collect(Collectors.groupingBy(TrialOutcome::completion, TreeMap::new, Collectors.counting())));
        fields.put(
                "not_completed",
                session.trials().stream().filter(trial -> !trial.completed()).toList());
        return fields;
    }
}
