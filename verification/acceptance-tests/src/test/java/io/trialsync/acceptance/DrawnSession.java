// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import io.trialsync.simulator.ArrivalGenerator;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.DeviceTimeline;
import io.trialsync.simulator.DrawnArrival;
import io.trialsync.simulator.DrawnExchange;
import io.trialsync.simulator.ExchangeGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * A session that no one ran: its journal is drawn in virtual time from the address of a simulated device, with an exchange a
 * second, a marker every two seconds and the least arrival of each second of the stream, if the device has one.
 *
 * @param folder its folder
 * @param spec what the device is like
 * @param seconds how long it takes
 * @param markers the markers' ways to the device and back, with the truth
 */
record DrawnSession(Path folder, CompanionSpec spec, long seconds, List<DrawnExchange> markers) {

    static final String KEY = "neon-f6c3";
    static final long START = 1_744_271_292_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    static DrawnSession draw(Path folder, String address, long seconds) throws IOException {
        CompanionSpec spec = CompanionSpec.parse(address);
        ExchangeGenerator exchanges = ExchangeGenerator.of(spec, START);
        List<DrawnExchange> markers = new ExchangeGenerator(
                        exchanges.timeline(),
                        spec.resolutionNanos(),
                        spec.forward(),
                        spec.backward(),
                        spec.seed() + 1,
                        2 * SECOND)
                .between(START, START + seconds * SECOND)
                .toList();
        Files.createDirectories(folder);
        try (JournalWriter journal = JournalWriter.create(folder.resolve(Journal.FILE_NAME))) {
            describe(journal);
            exchanges
                    .between(START, START + seconds * SECOND)
                    .forEach(drawn -> journal.append(exchanged(drawn.exchange())));
            for (int i = 0; i < markers.size(); i++) {
                mark(journal, i + 1, markers.get(i).exchange());
            }
            if (spec.streamHertz().isPresent()) {
                stream(journal, ArrivalGenerator.of(spec, START), seconds);
            }
        }
        return new DrawnSession(folder, spec, seconds, markers);
    }

    private static void describe(JournalWriter journal) {
        journal.append(new JournalRecord.SessionStart(
                JournalRecord.FORMAT, "test", "Drawn", "sim", "01", "drawn", 1, true, Map.of(), Map.of(), START));
        journal.append(new JournalRecord.DeviceOpened(
                KEY,
                "a41fe4fe2bccf6c3",
                "Neon",
                "drawn",
                null,
                "simulated:neon",
                true,
                List.of(
                        new JournalRecord.ClockOf(DeviceClock.WALL, 1_000_000, StampRule.FLOORED),
                        new JournalRecord.ClockOf(DeviceClock.SENSOR, 0, StampRule.FLOORED)),
                "time-echo",
                true,
                false,
                START));
    }

    private static JournalRecord exchanged(Exchange exchange) {
        return new JournalRecord.Exchanged(
                KEY,
                DeviceClock.WALL,
                exchange.hostSendNanos(),
                exchange.deviceNanos(),
                exchange.hostReceiveNanos(),
                exchange.resolutionNanos(),
                "time-echo",
                null,
                false);
    }

    private static void mark(JournalWriter journal, int number, Exchange way) {
        long call = way.hostSendNanos();
        journal.append(new JournalRecord.MarkerStamped(number, "marker." + number, null, null, 0, "call", call));
        journal.append(new JournalRecord.MarkerSent(number, KEY, "arrival", null, call));
        journal.append(
                new JournalRecord.MarkerAnswered(number, KEY, call, way.deviceNanos(), way.hostReceiveNanos(), null));
    }

    private static void stream(JournalWriter journal, ArrivalGenerator samples, long seconds) {
        BinaryOperator<DrawnArrival> least = BinaryOperator.minBy(
                Comparator.comparingLong(drawn -> drawn.arrival().latestOffsetNanos()));
        samples.between(START, START + seconds * SECOND)
                .collect(Collectors.toMap(
                        drawn -> drawn.arrival().hostNanos() / SECOND, drawn -> drawn, least, TreeMap::new))
                .values()
                .forEach(drawn -> journal.append(new JournalRecord.Arrived(
                        KEY,
                        DeviceClock.SENSOR,
                        "gaze",
                        drawn.arrival().deviceNanos(),
                        drawn.arrival().hostNanos())));
    }

    SessionAlignment alignment() {
        return SessionAlignment.read(folder);
    }

    AlignedDevice.Fitted device() {
        return (AlignedDevice.Fitted) alignment().devices().values().iterator().next();
    }

    /** The sensor clock as it truly ran. */
    DeviceTimeline sensor() {
        return spec.sensorClock(spec.wallClock(START));
    }

    /** The middle of the session, in host time. */
    long middle() {
        return START + seconds * SECOND / 2;
    }
}
