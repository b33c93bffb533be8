// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import io.trialsync.clock.StampRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session of a phone, as it would be journalled: exchanges a second apart, trials with markers, a live stream. */
public final class WrittenJournal {

    /** The key of its one device. */
    public static final String DEVICE = "neon-f6c3";

    private static final long START = 1_760_676_788_219_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long OFFSET = 840_000_000L;

    private final List<JournalRecord> records = new ArrayList<>();
    private int marker;

    private WrittenJournal() {}

    /**
     * {@return what a session of some seconds journals, in order, a trial in every fourth of them}
     *
     * @param seconds how long the session took
     */
    public static List<JournalRecord> records(int seconds) {
        WrittenJournal journal = new WrittenJournal();
        journal.begin();
        for (int second = 1; second <= seconds; second++) {
            journal.second(second);
        }
        journal.records.add(new JournalRecord.BlockEnd(1, START + (seconds + 1) * SECOND));
        journal.records.add(new JournalRecord.SessionEnd(
                seconds / 4, journal.marker, seconds, null, null, START + (seconds + 1) * SECOND));
        return journal.records;
    }

    /**
     * Write a journal.
     *
     * @param file the new file
     * @param records what it is to hold
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, List<JournalRecord> records) throws IOException {
        try (JournalWriter writer = JournalWriter.create(file)) {
            records.forEach(writer::append);
        }
    }

    private void begin() {
        records.add(new JournalRecord.SessionStart(
                JournalRecord.FORMAT,
                "TrialSync 1",
                "lab.SearchExperiment",
                "P07",
                "01",
                "search",
                1,
                false,
                Map.of("trialsync.seed", "1", "trialsync.criterion", "20ms"),
                Map.of("java", "17"),
                START));
        records.add(new JournalRecord.HostAnchored("start", 5 * SECOND, START, 80, START));
        records.add(new JournalRecord.DeviceOpened(
                DEVICE,
                "a41fe4fe2bccf6c3",
                "Neon",
                "Größe 1",
                "123456",
                "companion:192.168.1.20:8080",
                false,
                List.of(
                        new JournalRecord.ClockOf("wall", 1_000_000, StampRule.UNKNOWN),
                        new JournalRecord.ClockOf("sensor", 1, StampRule.UNKNOWN)),
                "time-echo",
                true,
                true,
                START));
        records.add(new JournalRecord.RecordingChanged(DEVICE, "started", "b7d0e4a2", null, START));
        records.add(new JournalRecord.BlockBegin(1, "practice", START));
    }

    private void second(int second) {
        long host = START + second * SECOND;
        long device = (host - OFFSET) / 1_000_000 * 1_000_000;
        records.add(new JournalRecord.Exchanged(
                DEVICE, "wall", host - 2_000_000, device, host + 3_000_000, 1_000_000, "time-echo", null, second == 1));
        records.add(new JournalRecord.Arrived(DEVICE, "sensor", "gaze", host - OFFSET, host + 9_000_000));
        if (second % 10 == 0) {
            records.add(new JournalRecord.HostAnchored("interval", (5 + second) * SECOND, host, 80, host));
        }
        if (second % 4 == 0) {
            trial(second / 4, host);
        }
    }

    private void trial(int trial, long host) {
        records.add(new JournalRecord.TrialBegin(
                trial,
                1,
                1,
                trial,
                "[test-template:look]/[#" + trial + "]",
                "set size 8, \"red\"",
                Map.of("setSize", 8),
                host,
                120));
        mark(trial, host + SECOND / 4);
        records.add(new JournalRecord.TrialEnd(
                trial, 1, "completed", null, Map.of("rt", 0.512), false, host + SECOND / 2, 90));
    }

    private void mark(int trial, long host) {
        int number = ++marker;
        long device = host - OFFSET;
        records.add(new JournalRecord.MarkerStamped(number, "trial." + trial + ".target", trial, 1, 0, "call", host));
        records.add(new JournalRecord.MarkerSent(number, DEVICE, "explicit", device, host + 100_000));
        records.add(
                new JournalRecord.MarkerAnswered(number, DEVICE, host + 100_000, device, host + 4_000_000, "b7d0e4a2"));
    }
}
