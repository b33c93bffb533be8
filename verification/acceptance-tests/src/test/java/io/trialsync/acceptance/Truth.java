// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.DeviceTime;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.simulator.GivenStamp;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.util.List;

/** Compares what a session's files say of one device with what the simulated phone knows to be true. */
public final class Truth {

    private final RunSession session;
    private final String key;
    private final SimulatedCompanion phone;
    private final Coverage coverage = new Coverage();

    public Truth(RunSession session, String key, SimulatedCompanion phone) {
        this.session = session;
        this.key = key;
        this.phone = phone;
    }

    /** The instant of each stamp of an exchange lies within the limits that the fitted model gives the stamp. */
    public int exchangesWithinLimits() {
        List<Exchanged> exchanges = session.all(Exchanged.class).stream()
                .filter(exchange -> exchange.device().equals(key))
                .toList();
        ClockModel wall = session.device(key).wall();
        long[] device = exchanges.stream().mapToLong(Exchanged::deviceNanos).toArray();
        List<Conversion> first = inOrder(wall, device, 0);
        List<Conversion> last = inOrder(wall, device, exchanges.get(0).resolutionNanos());
        int compared = 0;
        for (int i = 0; i < exchanges.size(); i++) {
            if (first.get(i) instanceof Conversion.Converted from && last.get(i) instanceof Conversion.Converted to) {
                Bound limits = from.hostTime().limits().hull(to.hostTime().limits());
                assertThat(session.nanoTimeAt(limits.earliestNanos()))
                        .as("earliest of exchange %d of %s, %s", i, key, phone.spec())
                        .isLessThanOrEqualTo(trueNanoTime(exchanges.get(i)));
                assertThat(session.nanoTimeAt(limits.latestNanos()))
                        .as("latest of exchange %d of %s, %s", i, key, phone.spec())
                        .isGreaterThanOrEqualTo(trueNanoTime(exchanges.get(i)));
                compared++;
            }
        }
        return compared;
    }

    private static List<Conversion> inOrder(ClockModel model, long[] deviceNanos, long later) {
        long[] moved = new long[deviceNanos.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = deviceNanos[i] + later;
        }
        return model.toHostInOrder(moved);
    }

    private long trueNanoTime(Exchanged exchange) {
        return trueNanoTime(exchange.deviceNanos(), exchange.hostSendNanos(), exchange.hostReceiveNanos());
    }

    /** When the phone gave a stamp: the one it gave between send and receive. */
    private long trueNanoTime(long deviceNanos, long hostSend, long hostReceive) {
        return phone.givenStamps().stream()
                .filter(stamp -> stamp.deviceNanos() == deviceNanos)
                .mapToLong(GivenStamp::trueNanoTime)
                .filter(nanoTime ->
                        session.nanoTimeAt(hostSend) <= nanoTime && nanoTime <= session.nanoTimeAt(hostReceive))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the phone knows nothing of the stamp " + deviceNanos));
    }

    /** The instant of each marker's stamp lies within its limits in {@code markers.csv}. */
    public int markersWithinLimits() throws IOException {
        int compared = 0;
        for (NamedCsvRecord row : session.table("markers.csv")) {
            if (!row.getField("device").equals(key)
                    || row.getField("earliest [ns]").isEmpty()) {
                continue;
            }
            MarkerAnswered answer = answerTo(Integer.parseInt(row.getField("marker")));
            assertThat(row.getField("device time [ns]")).isEqualTo(Long.toString(answer.deviceNanos()));
            if (row.getField("stamping").equals("explicit")) {
                explicitWithinLimits(row, answer.deviceNanos());
                compared++;
                continue;
            }
            long truth = trueNanoTime(answer.deviceNanos(), answer.hostSendNanos(), answer.hostReceiveNanos());
            assertThat(session.nanoTimeAt(nanos(row, "earliest [ns]")))
                    .as("earliest of %s on %s, %s", row.getField("name"), key, phone.spec())
                    .isLessThanOrEqualTo(truth);
            assertThat(session.nanoTimeAt(nanos(row, "latest [ns]")))
                    .as("latest of %s on %s, %s", row.getField("name"), key, phone.spec())
                    .isGreaterThanOrEqualTo(truth);
            compared++;
        }
        return compared;
    }

    /**
     * The limits of an explicit time on the host hold the host time that it was made from, or else the instant at which the
     * phone's clock shows it: after a step of which nothing is known yet, the clock may never do so.
     */
    private void explicitWithinLimits(NamedCsvRecord row, long deviceNanos) {
        Bound limits = new Bound(nanos(row, "earliest [ns]"), nanos(row, "latest [ns]"));
        if (limits.contains(nanos(row, "host time [ns]"))) {
            return;
        }
        assertThat(phone.trueWallNanosAt(session.nanoTimeAt(nanos(row, "earliest [ns]"))))
                .as("earliest of %s on %s, %s", row.getField("name"), key, phone.spec())
                .isLessThanOrEqualTo(deviceNanos);
        assertThat(phone.trueWallNanosAt(session.nanoTimeAt(nanos(row, "latest [ns]"))))
                .as("latest of %s on %s, %s", row.getField("name"), key, phone.spec())
                .isGreaterThanOrEqualTo(deviceNanos);
    }

    private MarkerAnswered answerTo(int marker) {
        return session.all(MarkerAnswered.class).stream()
                .filter(answer -> answer.device().equals(key) && answer.marker() == marker)
                .findFirst()
                .orElseThrow();
    }

    /** How well the uncertainties cover the device times of trials ({@code trials.csv}) and of the markers' host times. */
    Coverage coverage() throws IOException {
        for (NamedCsvRecord row : session.table("trials.csv")) {
            long uncertainty = nanos(row, "uncertainty " + key + " [ns]");
            compare(nanos(row, "host begin [ns]"), nanos(row, "begin " + key + " [ns]"), uncertainty);
            compare(nanos(row, "host end [ns]"), nanos(row, "end " + key + " [ns]"), uncertainty);
        }
        for (MarkerStamped marker : session.all(MarkerStamped.class)) {
            DeviceTime time = session.device(key).wall().toDevice(marker.hostNanos());
            compare(marker.hostNanos(), time.deviceNanos(), time.uncertainty().totalNanos());
        }
        return coverage;
    }

    private void compare(long hostNanos, long deviceNanos, long uncertaintyNanos) {
        coverage.add(deviceNanos - phone.trueWallNanosAt(session.nanoTimeAt(hostNanos)), uncertaintyNanos);
    }

    private static long nanos(NamedCsvRecord row, String column) {
        return Long.parseLong(row.getField(column));
    }
}
