// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.ReconciledMarker;
import io.trialsync.align.ReconciledMarker.Outcome;
import io.trialsync.align.Reconciliation;
import io.trialsync.align.RecordingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What came of comparing a session with a recording, for people: counts, a table of what is not as it should be, and the verdict. Pure. */
final class ReconcileText {

    private static final int MOST_ROWS = 40;
    private static final int MOST_REASONS = 2;
    private static final List<String> HEADER =
            List.of("outcome", "marker", "name", "device time [ns]", "off [ms]", "why");

    private ReconcileText() {}

    static List<String> of(Reconciliation result, boolean all) {
        List<String> lines = new ArrayList<>();
        lines.add("session "
                + result.session().folder().toAbsolutePath().normalize().getFileName() + ", device "
                + result.device());
        lines.add("recording " + ids(result) + ", " + result.recording().source());
        lines.add(markers(result));
        lines.add(events(result));
        result.journalLosses().forEach(loss -> lines.add("journal: " + loss));
        OptionalLong shift = result.commonShiftNanos();
        shift.ifPresent(nanos -> lines.add(shifted(result, nanos)));
        List<List<String>> rows = rows(result, all, shift.isEmpty());
        if (!rows.isEmpty()) {
            lines.add("");
            lines.addAll(table(all ? rows : rows.subList(0, Math.min(MOST_ROWS, rows.size()))));
            if (!all && rows.size() > MOST_ROWS) {
                lines.add("and " + (rows.size() - MOST_ROWS) + " more; --all lists them, --output writes a table");
            }
            lines.add("");
        }
        lines.add(verdict(result));
        return lines;
    }

    private static String verdict(Reconciliation result) {
        if (!result.complete()) {
            return "NOT COMPLETE: " + result.count(Outcome.MISSING) + " missing, " + result.count(Outcome.MOVED)
                    + " moved";
        }
        return result.journalWhole()
                ? "COMPLETE: all markers of this recording are in it"
                : "COMPLETE as far as the journal goes: all markers that it has of this recording are in it, but it may"
                        + " not have all (" + reasons(result.journalLosses()) + ")";
    }

    private static String reasons(List<String> losses) {
        String named = printable(String.join("; ", losses.subList(0, Math.min(MOST_REASONS, losses.size()))));
        return losses.size() > MOST_REASONS ? named + "; and " + (losses.size() - MOST_REASONS) + " more" : named;
    }

    private static String shifted(Reconciliation result, long nanos) {
        return "all " + result.count(Outcome.MOVED) + " are off by the same "
                + String.format(Locale.ROOT, "%.3f s", nanos * 1e-9) + ": another clock, time zone or recording?";
    }

    private static String ids(Reconciliation result) {
        return result.recordingIds().isEmpty()
                ? "of which no file says which it is"
                : printable(String.join(", ", result.recordingIds()));
    }

    private static String markers(Reconciliation result) {
        long repeated = result.repeated();
        return count(result.markers().size(), "marker") + ": " + result.count(Outcome.FOUND) + " found, "
                + result.count(Outcome.MOVED) + " moved, " + result.count(Outcome.MISSING) + " missing, "
                + result.count(Outcome.ELSEWHERE) + " elsewhere"
                + (repeated == 0 ? "" : "; " + repeated + " more than once in the recording");
    }

    private static String events(Reconciliation result) {
        long own = result.extra().stream().filter(RecordingEvent::isBookkeeping).count();
        long lost = result.notInJournal();
        return count(result.recording().events().size(), "event") + ": "
                + (result.extra().size() - own)
                + " extra" + (lost == 0 ? "" : " (" + lost + " named like markers of the session: not in the journal)")
                + ", " + own + " of the recording itself and of time sync"
                + (result.otherRecordings() == 0 ? "" : ", " + result.otherRecordings() + " of other recordings");
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static List<List<String>> rows(Reconciliation result, boolean all, boolean moved) {
        List<List<String>> rows = new ArrayList<>();
        for (Outcome outcome : List.of(Outcome.MISSING, Outcome.MOVED, Outcome.FOUND, Outcome.ELSEWHERE)) {
            result.markers().stream()
                    .filter(marker -> marker.outcome() == outcome)
                    .filter(marker -> all || (isNoteworthy(marker) && (moved || outcome != Outcome.MOVED)))
                    .forEach(marker -> rows.add(row(marker)));
        }
        result.extra().stream()
                .filter(event -> all || !event.isBookkeeping())
                .forEach(event -> rows.add(List.of(
                        event.isBookkeeping()
                                ? "own"
                                : Reconciliation.isNotInJournal(event) ? "not in the journal" : "extra",
                        "",
                        printable(event.name()),
                        Long.toString(event.deviceNanos()),
                        "",
                        event.type().map(type -> "type " + printable(type)).orElse(""))));
        return rows;
    }

    private static boolean isNoteworthy(ReconciledMarker marker) {
        return marker.outcome() != Outcome.ELSEWHERE && marker.reason().isPresent();
    }

    private static List<String> row(ReconciledMarker marker) {
        OptionalLong time = marker.events().isEmpty()
                ? marker.expectedNanos()
                : OptionalLong.of(marker.events().get(0).deviceNanos());
        return List.of(
                marker.outcome().label(),
                Integer.toString(marker.row().marker().marker()),
                printable(marker.row().marker().name()),
                time.isPresent() ? Long.toString(time.getAsLong()) : "",
                marker.differenceNanos().isPresent()
                        ? String.format(
                                Locale.ROOT, "%+.3f", marker.differenceNanos().getAsLong() * 1e-6)
                        : "",
                printable(marker.reason().orElse("")));
    }

    private static List<String> table(List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(HEADER);
        all.addAll(rows);
        int[] widths = new int[HEADER.size()];
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    /** What comes from files of others may hold what a terminal obeys. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
    }
}
