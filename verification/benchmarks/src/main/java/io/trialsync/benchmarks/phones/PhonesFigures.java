// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.phones;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.TrialRow;
import io.trialsync.align.TrialTable;
import io.trialsync.benchmarks.peer.Quantiles;
import io.trialsync.clock.Durations;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What a session's folder says of it.
 *
 * @param session the session
 * @param alignment its journal, aligned
 * @param markers what became of each marker on each phone
 * @param heapBytes what was in use after its last trial
 * @param threads how many threads there were then
 */
record PhonesFigures(
        PhonesSession session, SessionAlignment alignment, List<MarkerRow> markers, long heapBytes, int threads) {

    static final List<String> HEADER = List.of(
            "session",
            "markers answered",
            "bracket begin p50",
            "p99",
            "bracket end p50",
            "p99",
            "added p50",
            "largest",
            "marker RTT p50",
            "p99",
            "uncertainty p50",
            "heap",
            "threads");

    private static final double MEBIBYTE = 1024.0 * 1024;

    PhonesFigures {
        markers = List.copyOf(markers);
    }

    static PhonesFigures of(PhonesSession session, SessionAlignment alignment, long heapBytes, int threads) {
        return new PhonesFigures(session, alignment, MarkerLedger.of(alignment), heapBytes, threads);
    }

    private long expected() {
        return (long) session.phones() * session.trials() * PhonesSession.MARKERS_OF_TRIAL;
    }

    private long answered() {
        return markers.stream()
                .filter(row -> row.state() == MarkerRow.State.ANSWERED)
                .count();
    }

    /** {@return what is missing, in one line; empty if every marker was answered and stored in its recording} */
    Optional<String> missing() {
        long unfitted = alignment.devices().values().stream()
                .filter(AlignedDevice.NotFitted.class::isInstance)
                .count();
        if (answered() == expected() && unfitted == 0) {
            return Optional.empty();
        }
        String fault = alignment
                .journal()
                .all(Fault.class)
                .findFirst()
                .map(first -> "; first fault: " + first.message())
                .orElse("");
        return Optional.of(session.name() + ": " + answered() + " of " + expected() + " markers answered, " + unfitted
                + " phones without a clock model" + fault);
    }

    /** {@return the cells of a row of the table} */
    List<String> cells() {
        double[] begins = alignment
                .journal()
                .all(TrialBegin.class)
                .mapToDouble(TrialBegin::widthNanos)
                .toArray();
        double[] ends = alignment
                .journal()
                .all(TrialEnd.class)
                .mapToDouble(TrialEnd::widthNanos)
                .toArray();
        double[] roundTrips = alignment
                .journal()
                .all(MarkerAnswered.class)
                .mapToDouble(answer -> answer.hostReceiveNanos() - answer.hostSendNanos())
                .toArray();
        double[] uncertainties = TrialTable.of(alignment).stream()
                .flatMap(row -> row.onDevices().values().stream())
                .mapToDouble(TrialRow.OnDevice::uncertaintyNanos)
                .toArray();
        Optional<SessionEnd> end = alignment.journal().all(SessionEnd.class).findFirst();
        return List.of(
                session.name(),
                answered() + " of " + expected(),
                shown(begins, 0.5),
                shown(begins, 0.99),
                shown(ends, 0.5),
                shown(ends, 0.99),
                shown(end.map(SessionEnd::addedMedianNanos).orElse(null)),
                shown(end.map(SessionEnd::addedLargestNanos).orElse(null)),
                shown(roundTrips, 0.5),
                shown(roundTrips, 0.99),
                shown(uncertainties, 0.5),
                Math.round(heapBytes / MEBIBYTE) + " MiB",
                Integer.toString(threads));
    }

    private static String shown(double[] nanos, double share) {
        return nanos.length == 0
                ? "–"
                : Durations.format(Math.round(Quantiles.quantile(DoubleStream.of(nanos), share)));
    }

    private static String shown(@Nullable Long nanos) {
        return nanos == null ? "–" : Durations.format(nanos);
    }
}
