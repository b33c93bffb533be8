// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.align.SessionAlignment;
import io.trialsync.benchmarks.peer.Quantiles;
import io.trialsync.clock.Durations;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * What a session's folder, and the phones' lists of events, say of it.
 *
 * @param session the session
 * @param journal its journal
 * @param phones what each phone has of it
 * @param heap the memory that was in use
 * @param missing what the journal lacks, a line each
 */
record LoadFigures(
        LoadSession session, Journal journal, List<PhoneFigures> phones, HeapCourse heap, List<String> missing) {

    static final List<String> HEADER = List.of(
            "session",
            "trials",
            "markers answered",
            "in the phones' lists",
            "bracket begin p50",
            "p99",
            "bracket end p50",
            "p99",
            "marker RTT p50",
            "p99",
            "journal lines",
            "gaze rows",
            "IMU rows",
            "samples lost",
            "heap early",
            "late");

    private static final double MEBIBYTE = 1024.0 * 1024;

    /** What code that runs for the first time and tables of trials and markers may add; a leak of samples is twenty times that. */
    private static final long MOST_GROWTH_BYTES = 512 * 1024;

    /** The live clocks keep the exchanges of the last minutes, 8192 of each phone at most. */
    private static final long BYTES_OF_EXCHANGE = 100;

    LoadFigures {
        phones = List.copyOf(phones);
        missing = List.copyOf(missing);
    }

    /**
     * Read all of it.
     *
     * @param events where the list of events of a phone is, by the phone's id
     */
    static LoadFigures of(
            LoadSession session, SessionAlignment alignment, HeapCourse heap, Function<String, Path> events)
            throws IOException {
        List<PhoneFigures> phones = new ArrayList<>();
        for (var device : alignment.devices().values()) {
            phones.add(PhoneFigures.of(
                    alignment, device, events.apply(device.description().id())));
        }
        List<String> missing = new ArrayList<>(CompleteJournal.missing(session, alignment));
        phones.forEach(phone -> missing.addAll(phone.missing(session.trials() * LoadSession.MARKERS_OF_TRIAL)));
        return new LoadFigures(
                session,
                alignment.journal(),
                phones,
                heap,
                missing.stream().map(line -> session.name() + ": " + line).toList());
    }

    private long expected() {
        return (long) session.phones() * session.trials() * LoadSession.MARKERS_OF_TRIAL;
    }

    /** {@return the cells of a row of the table} */
    List<String> cells() {
        double[] begins = journal.all(TrialBegin.class)
                .mapToDouble(TrialBegin::widthNanos)
                .toArray();
        double[] ends =
                journal.all(TrialEnd.class).mapToDouble(TrialEnd::widthNanos).toArray();
        double[] roundTrips = journal.all(MarkerAnswered.class)
                .mapToDouble(answer -> answer.hostReceiveNanos() - answer.hostSendNanos())
                .toArray();
        return List.of(
                session.name(),
                Integer.toString(session.trials()),
                sum(PhoneFigures::answered) + " of " + expected(),
                sum(PhoneFigures::found) + " of " + expected(),
                shown(begins, 0.5),
                shown(begins, 0.99),
                shown(ends, 0.5),
                shown(ends, 0.99),
                shown(roundTrips, 0.5),
                shown(roundTrips, 0.99),
                Long.toString(journal.nextNumber()),
                Long.toString(sum(phone -> phone.gaze().rows())),
                Long.toString(sum(phone -> phone.imu().rows())),
                Long.toString(sum(PhoneFigures::lostSamples)),
                mebibytes(heap.earlyBytes()),
                mebibytes(heap.lateBytes()));
    }

    private long sum(Function<PhoneFigures, Long> figure) {
        return phones.stream().mapToLong(figure::apply).sum();
    }

    /**
     * {@return how much more than is allowed the heap grew, in one line; empty if it stayed flat}
     *
     * <p>From the middle of the second quarter to that of the last is half of the session, and half of its exchanges.
     */
    Optional<String> grown() {
        long allowedBytes = MOST_GROWTH_BYTES
                + BYTES_OF_EXCHANGE * journal.all(Exchanged.class).count() / 2;
        return heap.growthBytes() <= allowedBytes
                ? Optional.empty()
                : Optional.of(session.name() + ": the heap grew by " + mebibytes(heap.growthBytes())
                        + " from the second quarter to the last; " + mebibytes(allowedBytes)
                        + " are allowed; all of it: "
                        + heap.bytes().stream().map(LoadFigures::mebibytes).toList());
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MiB", bytes / MEBIBYTE);
    }

    private static String shown(double[] nanos, double share) {
        return nanos.length == 0
                ? "–"
                : Durations.format(Math.round(Quantiles.quantile(DoubleStream.of(nanos), share)));
    }
}
