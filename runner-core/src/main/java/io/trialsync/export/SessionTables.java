// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import io.trialsync.align.InclusionCriterion.Judgement;
import io.trialsync.align.MarkerDelivery;
import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.TrialRow;
import io.trialsync.align.TrialTable;
import io.trialsync.clock.Durations;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.UtcTimeline;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.TrialNotBegun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code trials.csv} and {@code markers.csv} into a session's folder. */
public final class SessionTables {

    /** The name of the table of trials. */
    public static final String TRIALS = "trials.csv";

    /** The name of the table of markers. */
    public static final String MARKERS = "markers.csv";

    private static final List<String> TRIAL_COLUMNS = List.of(
            "trial",
            "attempt",
            "block",
            "block name",
            "index in block",
            "display name",
            "completion",
            "message",
            "begin [s]",
            "end [s]",
            "host begin [ns]",
            "begin width [ns]",
            "host end [ns]",
            "end width [ns]",
            "end is upper bound",
            "begin utc [ns]",
            "end utc [ns]",
            "utc uncertainty [ns]",
            "gc pauses",
            "gc pause [ms]");

    private static final List<String> MARKER_COLUMNS = List.of(
            "marker",
            "name",
            "trial",
            "attempt",
            "device",
            "state",
            "session time [s]",
            "host time [ns]",
            "host time uncertainty [ns]",
            "source",
            "stamping",
            "device time [ns]",
            "device time on host [ns]",
            "uncertainty [ns]",
            "earliest [ns]",
            "latest [ns]",
            "note",
            "recording id",
            "attempts",
            "sent [ns]",
            "planned device time [ns]",
            "round trip [ns]",
            "simulated");

    private static final String DISPLAY_ONSET = "display onset [ns]";

    /** The sources of a marker's time that stand for a call or buffer swap of the experiment, not for what was on the display. */
    private static final List<String> DRAWN = List.of("call", "flip");

    private final SessionAlignment session;
    private final OptionalLong start;
    private final Map<Integer, String> blockNames;
    private final Optional<UtcTimeline> utc;
    private final @Nullable String simulated;

    /**
     * Prepare the tables of a session.
     *
     * @param session the session
     */
    public SessionTables(SessionAlignment session) {
        this.session = session;
        this.start = session.start()
                .map(SessionStart::hostNanos)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        this.utc = session.host().utc();
        // looked up once: it may take the whole journal, and every row has it
        this.simulated = session.simulated() ? "SIMULATED" : null;
        this.blockNames = session.journal()
                .all(BlockBegin.class)
                .collect(Collectors.toMap(BlockBegin::block, BlockBegin::name, (first, again) -> first));
    }

    /**
     * Write both tables, replacing older ones.
     *
     * @throws io.trialsync.align.AlignmentException if they cannot be written
     */
    public void write() {
        trials().write(session.folder().resolve(TRIALS));
        markers(MarkerLedger.of(session)).write(session.folder().resolve(MARKERS));
    }

    /** In the order in which they began, or were given up before. */
    private Table trials() {
        List<String> ours = trialColumns();
        Table table = new Table(ours);
        Iterator<TrialRow> begun = TrialTable.of(session).iterator();
        Set<TrialEnd> lostBegins = Collections.newSetFromMap(new IdentityHashMap<>());
        lostBegins.addAll(TrialTable.withLostBegin(session.journal()));
        for (JournalRecord line : session.journal().records()) {
            if (line instanceof TrialBegin) {
                fill(table.row(), begun.next(), ours);
            } else if (line instanceof TrialEnd end && lostBegins.contains(end)) {
                fillWithoutBegin(table.row(), end, ours);
            } else if (line instanceof TrialNotBegun trial) {
                fill(table.row(), trial);
            }
        }
        return table;
    }

    private List<String> trialColumns() {
        List<String> columns = new ArrayList<>(TRIAL_COLUMNS);
        for (String key : session.devices().keySet()) {
            columns.addAll(List.of(begin(key), end(key), uncertainty(key)));
        }
        columns.addAll(List.of("sync_ok", "sync_note", "unique id", "simulated"));
        return columns;
    }

    private static String begin(String key) {
        return "begin " + key + " [ns]";
    }

    private static String end(String key) {
        return "end " + key + " [ns]";
    }

    private static String uncertainty(String key) {
        return "uncertainty " + key + " [ns]";
    }

    private @Nullable String blockName(@Nullable Integer block) {
        return block == null ? null : blockNames.get(block);
    }

    private void fill(Table.Row cells, TrialRow row, List<String> ours) {
        TrialBegin begin = row.begin();
        cells.put("trial", begin.trial())
                .put("attempt", begin.attempt())
                .put("block", begin.block())
                .put("block name", blockName(begin.block()))
                .put("index in block", begin.indexInBlock())
                .put("display name", begin.displayName())
                .put("begin [s]", sessionSeconds(begin.hostNanos()))
                .put("host begin [ns]", begin.hostNanos())
                .put("begin width [ns]", begin.widthNanos())
                .put("begin utc [ns]", utcNanos(begin.hostNanos()))
                .put("utc uncertainty [ns]", utcUncertainty(begin.hostNanos(), row.end()))
                .put("unique id", begin.uniqueId())
                .put("simulated", simulated);
        fillEnd(cells, row.end());
        row.gcPauses()
                .ifPresent(pauses -> cells.put("gc pauses", pauses.count())
                        .put("gc pause [ms]", TimeUnit.NANOSECONDS.toMillis(pauses.totalNanos())));
        Judgement judgement = session.criterion().judge(row, session.devices().values());
        cells.put("sync_ok", judgement.ok().orElse(null)).put("sync_note", judgement.note());
        row.onDevices()
                .forEach((key, device) -> cells.put(begin(key), device.beginNanos())
                        .put(end(key), boxed(device.endNanos()))
                        .put(uncertainty(key), device.uncertaintyNanos()));
        begin.parameters().forEach((name, value) -> cells.putNamed(name, "parameter", value, ours));
        List<String> taken = new ArrayList<>(ours);
        taken.addAll(begin.parameters().keySet());
        row.end()
                .map(TrialEnd::data)
                .orElse(Map.of())
                .forEach((name, value) -> cells.putNamed(name, "data", value, taken));
    }

    private void fill(Table.Row cells, TrialNotBegun trial) {
        String message = trial.message();
        cells.put("trial", trial.trial())
                .put("attempt", trial.attempt())
                .put("block", trial.block())
                .put("block name", blockName(trial.block()))
                .put("index in block", trial.indexInBlock())
                .put("display name", trial.displayName())
                .put("completion", trial.completion())
                .put("message", "did not begin" + (message == null ? "" : ": " + message))
                .put("unique id", trial.uniqueId())
                .put("simulated", simulated);
    }

    /** What a trial has stored is worth more than its begin, if that line of the journal is lost. */
    private void fillWithoutBegin(Table.Row cells, TrialEnd end, List<String> ours) {
        String message = end.message();
        cells.put("trial", end.trial()).put("attempt", end.attempt()).put("simulated", simulated);
        fillEnd(cells, Optional.of(end));
        cells.put("message", "the line of its begin is lost" + (message == null ? "" : "; " + message));
        session.criterion().withinNanos().ifPresent(nanos -> cells.put("sync_note", "the trial has no begin"));
        end.data().forEach((name, value) -> cells.putNamed(name, "data", value, ours));
    }

    private void fillEnd(Table.Row cells, Optional<TrialEnd> end) {
        if (end.isEmpty()) {
            cells.put("completion", "not ended").put("message", "the journal holds no end of this trial");
            return;
        }
        cells.put("completion", end.get().completion())
                .put("message", end.get().message())
                .put("end [s]", sessionSeconds(end.get().hostNanos()))
                .put("host end [ns]", end.get().hostNanos())
                .put("end width [ns]", end.get().widthNanos())
                .put("end utc [ns]", utcNanos(end.get().hostNanos()))
                .put("end is upper bound", end.get().upperBound() ? "true" : "false");
    }

    private Table markers(List<MarkerRow> rows) {
        List<String> columns = new ArrayList<>(MARKER_COLUMNS);
        if (session.delays().displayNanos().isPresent()) {
            columns.add(columns.indexOf("source") + 1, DISPLAY_ONSET);
        }
        Table table = new Table(columns);
        rows.forEach(row -> fill(table.row(), row));
        return table;
    }

    private void fill(Table.Row cells, MarkerRow row) {
        cells.put("marker", row.marker().marker())
                .put("name", row.marker().name())
                .put("trial", row.marker().trial())
                .put("attempt", row.marker().attempt())
                .put("device", row.device())
                .put("state", row.state().label())
                .put("session time [s]", sessionSeconds(row.marker().hostNanos()))
                .put("host time [ns]", row.marker().hostNanos())
                .put("host time uncertainty [ns]", row.marker().uncertaintyNanos())
                .put("source", row.marker().source())
                .put("stamping", row.stamping().orElse(null))
                .put("device time [ns]", boxed(row.deviceNanos()))
                .put("recording id", row.recordingId().orElse(null))
                .put("simulated", simulated);
        session.delays().displayNanos().ifPresent(delay -> {
            if (DRAWN.contains(row.marker().source())) {
                cells.put(DISPLAY_ONSET, row.marker().hostNanos() + delay);
            }
        });
        row.onHost().ifPresent(time -> fill(cells, time));
        row.delivery().ifPresent(delivery -> fill(cells, delivery));
        cells.put("note", note(row));
    }

    private static void fill(Table.Row cells, MarkerDelivery delivery) {
        cells.put("attempts", delivery.attempts())
                .put("sent [ns]", delivery.last().hostNanos())
                .put("planned device time [ns]", delivery.last().deviceNanos())
                .put("round trip [ns]", boxed(delivery.roundTripNanos()));
    }

    private static String note(MarkerRow row) {
        List<String> notes = new ArrayList<>();
        if (row.deviceNanos().isPresent() && row.onHost().isEmpty()) {
            notes.add("not convertible");
        } else if (isOff(row)) {
            notes.add("explicit time is off");
        } else if (row.onHost().filter(HostTime::extrapolated).isPresent()) {
            notes.add("extrapolated");
        }
        if (row.perhapsTwice()) {
            notes.add("perhaps twice in the recording");
        }
        return String.join("; ", notes);
    }

    /** The live clock gave a time of which is known now that it was wrong, as between a step and the exchange that showed it. */
    private static boolean isOff(MarkerRow row) {
        long host = row.marker().hostNanos();
        return row.stamping().filter("explicit"::equals).isPresent()
                && row.onHost()
                        .map(time -> !time.limits()
                                .grow(row.marker().uncertaintyNanos())
                                .contains(host))
                        .orElse(false);
    }

    private static void fill(Table.Row cells, HostTime time) {
        cells.put("device time on host [ns]", time.hostNanos())
                .put("uncertainty [ns]", time.uncertainty().totalNanos())
                .put("earliest [ns]", time.limits().earliestNanos())
                .put("latest [ns]", time.limits().latestNanos());
    }

    private @Nullable String sessionSeconds(long hostNanos) {
        return start.isPresent() ? Durations.seconds(hostNanos - start.getAsLong()) : null;
    }

    private @Nullable Long utcNanos(long hostNanos) {
        return utc.map(timeline -> timeline.at(hostNanos).utcNanos()).orElse(null);
    }

    /** The larger of the uncertainties at a trial's begin and end. */
    private @Nullable Long utcUncertainty(long beginNanos, Optional<TrialEnd> end) {
        return utc.map(timeline -> Math.max(
                        timeline.at(beginNanos).uncertaintyNanos(),
                        timeline.at(end.map(TrialEnd::hostNanos).orElse(beginNanos))
                                .uncertaintyNanos()))
                .orElse(null);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
