// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.ClockModelFile;
import io.trialsync.align.ClockPair;
import io.trialsync.align.InclusionCount;
import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.PlainText;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.SessionLosses;
import io.trialsync.align.TrialRow;
import io.trialsync.align.TrialTable;
import io.trialsync.clock.Durations;
import io.trialsync.clock.HostBreak;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.RunControlled;
import io.trialsync.journal.TrialNotBegun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session in a few lines, for people.
 *
 * @param alignment the aligned session
 * @param lines the lines
 */
public record RunSummary(SessionAlignment alignment, List<String> lines) {

    private static final int MOST_FAULTS = 8;

    /** Copies the lines; in them may be what devices and files say. */
    public RunSummary {
        lines = lines.stream().map(PlainText::oneLine).toList();
    }

    /**
     * Sum up a session.
     *
     * @param session the aligned session
     * @return the summary
     */
    public static RunSummary of(SessionAlignment session) {
        List<TrialRow> trials = TrialTable.of(session);
        List<String> lines = new ArrayList<>();
        lines.add("session " + session.folder().toAbsolutePath().normalize().getFileName());
        lines.add(
                "  " + trials(session.journal(), trials) + "; " + markers(session.journal(), MarkerLedger.of(session)));
        lines.addAll(stops(session));
        InclusionCount.of(session, trials).ifPresent(count -> lines.add("  " + count.sentence()));
        session.devices()
                .values()
                .forEach(device -> DeviceSummary.of(session, device, trials).forEach(line -> lines.add("  " + line)));
        ClockPair.of(session).forEach(pair -> lines.add("  " + pair.sentence()));
        lines.addAll(hostBreaks(session));
        added(session).ifPresent(lines::add);
        lines.addAll(faults(session.journal().all(Fault.class).toList()));
        SessionLosses.of(session).forEach(loss -> lines.add("  journal: " + loss));
        lines.add("  results in " + session.folder().toAbsolutePath().normalize());
        return new RunSummary(session, lines);
    }

    /** {@return which devices have no clock model, and why; empty if all have one} */
    public Optional<String> notAligned() {
        String problems = alignment.devices().values().stream()
                .filter(AlignedDevice.NotFitted.class::isInstance)
                .map(AlignedDevice.NotFitted.class::cast)
                .map(device -> device.key() + " cannot be aligned: " + device.reason())
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
    }

    /** {@return whose sensor clocks are contradicted by the arrivals of their live streams, and how; empty if none is} */
    public Optional<String> contradicted() {
        String problems = alignment.devices().values().stream()
                .filter(AlignedDevice.Fitted.class::isInstance)
                .map(AlignedDevice.Fitted.class::cast)
                .filter(device -> device.sensorChoice().contradiction().isPresent())
                .map(device -> device.key() + ": the sensor clock is contradicted: "
                        + device.sensorChoice().sentence())
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
    }

    /** As many as {@code trials.csv} has rows. */
    private static String trials(Journal journal, List<TrialRow> trials) {
        List<TrialEnd> lostBegins = TrialTable.withLostBegin(journal);
        List<String> completions = new ArrayList<>();
        trials.forEach(
                trial -> completions.add(trial.end().map(TrialEnd::completion).orElse("not ended")));
        lostBegins.forEach(end -> completions.add(end.completion()));
        journal.all(TrialNotBegun.class).forEach(trial -> completions.add("not begun"));
        Map<String, Long> byCompletion =
                completions.stream().collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        String parts = byCompletion.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return DeviceSummary.plural(completions.size(), "trial")
                + (parts.isEmpty() ? "" : ": " + parts)
                + (lostBegins.isEmpty() ? "" : ", " + lostBegins.size() + " with a lost begin");
    }

    /** As many as {@code markers.csv} has rows; a marker without a line of its own has none. */
    private static String markers(Journal journal, List<MarkerRow> rows) {
        int lost = MarkerLedger.withoutOwnLine(journal).size();
        long answered = rows.stream().filter(row -> row.state().answered()).count();
        long outside = rows.stream().filter(row -> row.state().notInRecording()).count();
        long unanswered = rows.stream()
                .filter(row -> row.state() == MarkerRow.State.UNANSWERED)
                .count();
        long unsent = rows.stream()
                .filter(row -> row.state() == MarkerRow.State.UNSENT)
                .count();
        long twice = rows.stream().filter(MarkerRow::perhapsTwice).count();
        return DeviceSummary.plural(rows.size(), "marker") + ", " + answered + " answered"
                + (outside == 0 ? "" : ", " + outside + " NOT IN THE RECORDING (state in markers.csv)")
                + (unanswered == 0 ? "" : ", " + unanswered + " NOT ANSWERED, perhaps not in the recording")
                + (unsent == 0 ? "" : ", " + unsent + " NOT SENT")
                + (twice == 0 ? "" : ", " + twice + " sent again, perhaps twice in the recording")
                + (lost == 0 ? "" : ", and " + DeviceSummary.plural(lost, "marker") + " whose own line is lost");
    }

    private static Optional<String> added(SessionAlignment session) {
        return session.journal()
                .all(SessionEnd.class)
                .reduce((before, last) -> last)
                .flatMap(end -> added(end.addedMedianNanos(), end.addedLargestNanos()));
    }

    private static Optional<String> added(@Nullable Long medianNanos, @Nullable Long largestNanos) {
        return medianNanos == null || largestNanos == null
                ? Optional.empty()
                : Optional.of("  TrialSync added " + Durations.format(medianNanos) + " between trials (median), "
                        + Durations.format(largestNanos) + " at most");
    }

    private static List<String> stops(SessionAlignment session) {
        return session.journal()
                .all(RunControlled.class)
                .filter(control -> control.action().equals("stopped"))
                .map(control -> "  STOPPED before all trials were run: " + control.message())
                .toList();
    }

    private static List<String> hostBreaks(SessionAlignment session) {
        long start = session.start().map(SessionStart::hostNanos).orElse(0L);
        List<HostBreak> breaks = session.host().breaks();
        List<String> lines = new ArrayList<>();
        breaks.stream()
                .limit(MOST_FAULTS)
                .forEach(broken -> lines.add("  HOST at session second "
                        + Durations.seconds(broken.host().earliestNanos() - start) + ": " + broken.evidence()));
        if (breaks.size() > MOST_FAULTS) {
            lines.add("  and " + (breaks.size() - MOST_FAULTS) + " more of these, all in " + ClockModelFile.FILE_NAME);
        }
        return lines;
    }

    /** Each thing once, and first what was rare: of many markers that failed alike one line tells. */
    private static List<String> faults(List<Fault> faults) {
        Map<String, Long> counts = faults.stream()
                .collect(Collectors.groupingBy(RunSummary::told, LinkedHashMap::new, Collectors.counting()));
        Map<String, Long> kinds = faults.stream().collect(Collectors.groupingBy(Fault::what, Collectors.counting()));
        List<String> told = faults.stream()
                .sorted(Comparator.comparingLong(fault -> kinds.getOrDefault(fault.what(), 0L)))
                .map(RunSummary::told)
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        long left = faults.size();
        for (String line : told.subList(0, Math.min(MOST_FAULTS, told.size()))) {
            long count = counts.getOrDefault(line, 1L);
            lines.add(line + (count == 1 ? "" : " (" + count + " times)"));
            left -= count;
        }
        if (left > 0) {
            lines.add("  and " + left + " more faults, all in the journal");
        }
        return lines;
    }

    private static String told(Fault fault) {
        return "  FAULT (" + fault.what() + "): " + fault.message();
    }
}
