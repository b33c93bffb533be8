// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The journal of a session that nobody had to sit through: exchanges drawn in virtual time, and mishaps at will. */
final class LabSession implements AutoCloseable {

    static final long START = 1_700_000_000_000_000_000L;
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;

    private final JournalWriter journal;

    private LabSession(Path folder) throws IOException {

        this.journal = JournalWriter.create(Files.createDirectories(folder).resolve(Journal.FILE_NAME));
        journal.append(new JournalRecord.SessionStart(
                JournalRecord.FORMAT, "test", "Search", "P07", "01", "search", 1, false, Map.of(), Map.of(), START));
    }

    static LabSession in(Path folder) throws IOException {
        return new LabSession(folder);
    }

    LabSession phone(String key, String id) {
        return device(key, id, true);
    }

    LabSession device(String key, String id, boolean phone) {
        List<JournalRecord.ClockOf> clocks =
                List.of(new JournalRecord.ClockOf(DeviceClock.WALL, MILLI, StampRule.UNKNOWN));
        journal.append(new JournalRecord.DeviceOpened(
                key,
                id,
                "Neon",
                "Phone 7",
                "123456",
                "companion:auto",
                false,
                clocks,
                "time-echo",
                phone,
                phone,
                START));
        return this;
    }

    /** Some hundred exchanges with the phone that an address describes, from one time of the session to another. */
    LabSession exchanges(String key, String address, long fromNanos, long toNanos) {
        ExchangeGenerator generator = ExchangeGenerator.of(CompanionSpec.parse(address), START);
        new ExchangeGenerator(
                        generator.timeline(),
                        generator.resolutionNanos(),
                        generator.forward(),
                        generator.backward(),
                        generator.seed(),
                        Math.max(50 * MILLI, (toNanos - fromNanos) / 150))
                .between(START + fromNanos, START + toNanos)
                .forEach(drawn -> exchange(key, drawn.exchange()));
        return this;
    }

    private void exchange(String key, Exchange exchange) {
        journal.append(new JournalRecord.Exchanged(
                key,
                DeviceClock.WALL,
                exchange.hostSendNanos(),
                exchange.deviceNanos(),
                exchange.hostReceiveNanos(),
                exchange.resolutionNanos(),
                "time-echo",
                null,
                false));
    }

    LabSession marker(int number, String name, long atNanos) {
        journal.append(new JournalRecord.MarkerStamped(number, name, null, null, 0, "call", START + atNanos));
        return this;
    }

    LabSession fault(String key, String what, String message, long atNanos) {
        journal.append(new JournalRecord.Fault(key, what, null, message, START + atNanos));
        return this;
    }

    LabSession recording(String key, String action, long atNanos) {
        journal.append(new JournalRecord.RecordingChanged(key, action, "r", null, START + atNanos));
        return this;
    }

    LabSession battery(String key, int percent, long atNanos) {
        journal.append(
                new JournalRecord.StatusSeen(key, Map.of("battery_level", Integer.toString(percent)), START + atNanos));
        return this;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
