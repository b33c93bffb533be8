// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.ReconciledMarker;
import io.trialsync.align.ReconciledMarker.Outcome;
import io.trialsync.align.Reconciliation;
import io.trialsync.align.RecordingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A comparison for programs: the fields of one JSON object. 64-bit nanoseconds are strings, which no reader rounds. Pure. */
final class ReconcileJson {

    private static final String FORMAT = "trialsync-reconcile/1";

    private ReconcileJson() {}

    static Map<String, @Nullable Object> of(Reconciliation result) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("complete", result.complete() && result.journalWhole());
        root.put("journal_whole", result.journalWhole());
        root.put("session", result.session().folder().toString());
        root.put("device", result.device());
        root.put("recording", result.recording().source().toString());
        root.put("recording_ids", result.recordingIds().stream().sorted().toList());
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.label(), result.count(outcome));
        }
        List<RecordingEvent> extra =
                result.extra().stream().filter(event -> !event.isBookkeeping()).toList();
        counts.put("repeated", result.repeated());
        counts.put("extra", (long) extra.size());
        counts.put("not_in_journal", result.notInJournal());
        counts.put("other_recordings", (long) result.otherRecordings());
        root.put("counts", counts);
        root.put("markers", result.markers().stream().map(ReconcileJson::marker).toList());
        root.put("extra", extra.stream().map(ReconcileJson::extra).toList());
        root.put("all_off_by_ns", text(result.commonShiftNanos()));
        root.put("damages", result.journalLosses());
        root.put("warnings", result.warnings());
        return root;
    }

    private static Map<String, @Nullable Object> marker(ReconciledMarker marker) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("marker", marker.row().marker().marker());
        fields.put("name", marker.row().marker().name());
        fields.put("trial", marker.row().marker().trial());
        fields.put("outcome", marker.outcome().label());
        fields.put("reason", marker.reason().orElse(null));
        fields.put("state", marker.row().state().label());
        fields.put("perhaps_twice", marker.row().perhapsTwice());
        fields.put("host_ns", Long.toString(marker.row().marker().hostNanos()));
        fields.put("expected_device_ns", text(marker.expectedNanos()));
        fields.put("difference_ns", text(marker.differenceNanos()));
        fields.put("events", marker.events().stream().map(ReconcileJson::event).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> event(RecordingEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", event.name());
        fields.put("device_ns", Long.toString(event.deviceNanos()));
        fields.put("type", event.type().orElse(null));
        fields.put("recording_id", event.recordingId().orElse(null));
        return fields;
    }

    private static Map<String, @Nullable Object> extra(RecordingEvent event) {
        Map<String, @Nullable Object> fields = event(event);
        fields.put("not_in_journal", Reconciliation.isNotInJournal(event));
        return fields;
    }

    private static @Nullable String text(OptionalLong nanos) {
        return nanos.isPresent() ? Long.toString(nanos.getAsLong()) : null;
    }
}
