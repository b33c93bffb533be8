// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import io.trialsync.align.ReconciledMarker;
import io.trialsync.align.Reconciliation;
import io.trialsync.align.RecordingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes what came of comparing a session's markers with a recording: a row a marker, then one for each event that is none. */
public final class ReconciliationTable {

    private static final List<String> COLUMNS = List.of(
            "outcome",
            "marker",
            "name",
            "trial",
            "attempt",
            "device",
            "state",
            "host time [ns]",
            "expected device time [ns]",
            "device time [ns]",
            "difference [ns]",
            "copies",
            "type",
            "recording id",
            "why");

    private ReconciliationTable() {}

    /**
     * Write the table, replacing an older one.
     *
     * @param result what was found
     * @param file where to
     * @throws io.trialsync.align.AlignmentException if it cannot be written
     */
    public static void write(Reconciliation result, Path file) {
        Table table = new Table(COLUMNS);
        result.markers().forEach(marker -> fill(table.row(), marker));
        result.extra().forEach(event -> fill(table.row(), event, result.device()));
        table.write(file);
    }

    private static void fill(Table.Row cells, ReconciledMarker marker) {
        cells.put("outcome", marker.outcome().label())
                .put("marker", marker.row().marker().marker())
                .put("name", marker.row().marker().name())
                .put("trial", marker.row().marker().trial())
                .put("attempt", marker.row().marker().attempt())
                .put("device", marker.row().device())
                .put("state", marker.row().state().label())
                .put("host time [ns]", marker.row().marker().hostNanos())
                .put("expected device time [ns]", boxed(marker.expectedNanos()))
                .put("difference [ns]", boxed(marker.differenceNanos()))
                .put("copies", marker.events().size())
                .put("why", marker.reason().orElse(null));
        if (!marker.events().isEmpty()) {
            event(cells, marker.events().get(0));
        }
    }

    private static void fill(Table.Row cells, RecordingEvent event, String device) {
        cells.put(
                        "outcome",
                        event.isBookkeeping()
                                ? "own"
                                : Reconciliation.isNotInJournal(event) ? "not in the journal" : "extra")
                .put("name", event.name())
                .put("device", device);
        event(cells, event);
    }

    private static void event(Table.Row cells, RecordingEvent event) {
        cells.put("device time [ns]", event.deviceNanos())
                .put("type", event.type().orElse(null))
                .put("recording id", event.recordingId().orElse(null));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
