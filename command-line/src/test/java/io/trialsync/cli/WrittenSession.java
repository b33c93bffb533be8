// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

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
import org.jspecify.annotations.Nullable;

/** Writes the journal of a session as a run would. */
final class WrittenSession implements AutoCloseable {

    private final JournalWriter journal;

    private WrittenSession(JournalWriter journal) {
        this.journal = journal;
    }

    static WrittenSession in(Path folder, long startNanos) throws IOException {
        return in(folder, startNanos, Map.of());
    }

    static WrittenSession in(Path folder, long startNanos, Map<String, String> configuration) throws IOException {
        Files.createDirectories(folder);
        WrittenSession session = new WrittenSession(JournalWriter.create(folder.resolve(Journal.FILE_NAME)));
        session.journal.append(new JournalRecord.SessionStart(
                JournalRecord.FORMAT,
                "test",
                "Search",
                "P07",
                "01",
                "search",
                1,
                false,
                configuration,
                Map.of(),
                startNanos));
        return session;
    }

    void device(String key) {
        List<JournalRecord.ClockOf> clocks =
                List.of(new JournalRecord.ClockOf(DeviceClock.WALL, 1_000_000, StampRule.UNKNOWN));
        journal.append(new JournalRecord.DeviceOpened(
                key, "id-" + key, "Neon", "phone", null, "companion:auto", false, clocks, "time-echo", true, true, 0));
    }

    /** Ten exchanges, one a second, of 10 ms round trip. */
    void tenExchanges(String key, long fromDeviceNanos, long offsetNanos) {
        for (int i = 0; i < 10; i++) {
            long device = fromDeviceNanos + i * 1_000_000_000L;
            long host = device + offsetNanos;
            journal.append(new JournalRecord.Exchanged(
                    key,
                    DeviceClock.WALL,
                    host - 5_000_000,
                    device,
                    host + 5_000_000,
                    1_000_000,
                    "time-echo",
                    null,
                    false));
        }
    }

    /** A marker as it is stamped. */
    void marker(int number, String name, long hostNanos) {
        journal.append(new JournalRecord.MarkerStamped(number, name, null, null, 0, "call", hostNanos));
    }

    /** An attempt to send a marker with a device time. */
    void sent(int number, String key, long deviceNanos, long hostNanos) {
        journal.append(new JournalRecord.MarkerSent(number, key, "explicit", deviceNanos, hostNanos));
    }

    /** The device's answer to a marker. */
    void answered(int number, String key, long deviceNanos, long hostNanos, @Nullable String recording) {
        journal.append(new JournalRecord.MarkerAnswered(
                number, key, hostNanos, deviceNanos, hostNanos + 4_000_000, recording));
    }

    /** Anything else. */
    void add(JournalRecord record) {
        journal.append(record);
    }

    /** The end of a session that ended in order. */
    void end(long hostNanos) {
        journal.append(new JournalRecord.SessionEnd(0, 0, 0, null, null, hostNanos));
    }

    void trial(long beginNanos, long endNanos) {
        journal.append(new JournalRecord.TrialBegin(1, 1, null, null, "id", "a trial", Map.of(), beginNanos, 0));
        journal.append(new JournalRecord.TrialEnd(1, 1, "completed", null, Map.of(), false, endNanos, 0));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
