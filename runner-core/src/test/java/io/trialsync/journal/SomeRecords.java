// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of every type, with everything that may be absent present, and once more with it absent. */
final class SomeRecords {

    static final long NANOS = 1_760_676_788_219_000_001L;

    private SomeRecords() {}

    static List<JournalRecord> full() {
        return List.of(
                new JournalRecord.SessionStart(
                        JournalRecord.FORMAT,
                        "TrialSync 1",
                        "lab.SearchExperiment",
                        "P07",
                        "01",
                        "search",
                        3,
                        true,
                        Map.of("trialsync.seed", "1"),
                        Map.of("java", "17"),
                        NANOS),
                new JournalRecord.DeviceOpened(
                        "neon-f6c3",
                        "a41fe4fe2bccf6c3",
                        "Neon",
                        "Größe \"1\"\n",
                        "123456",
                        "companion:h",
                        false,
                        List.of(new JournalRecord.ClockOf("wall", 1_000_000, StampRule.UNKNOWN)),
                        "time-echo",
                        true,
                        true,
                        NANOS),
                new JournalRecord.HostAnchored("start", -5, NANOS, 80, NANOS),
                exchange(7),
                new JournalRecord.StatusSeen("neon-f6c3", Map.of("battery_level", "97"), NANOS),
                new JournalRecord.RecordingChanged("neon-f6c3", "started", "b7d0e4a2", null, NANOS),
                new JournalRecord.BlockBegin(2, "practice", NANOS),
                new JournalRecord.BlockEnd(2, NANOS),
                new JournalRecord.TrialBegin(
                        4, 1, 2, 3, "[id]", "set size 8", Map.of("setSize", 8, "present", true), NANOS, 120),
                new JournalRecord.TrialEnd(4, 1, "error", "boom", Map.of("rt", 0.512), true, NANOS, 90),
                new JournalRecord.MarkerStamped(9, "trial.004.begin", 4, 1, 0, "call", NANOS),
                new JournalRecord.MarkerSent(9, "neon-f6c3", "explicit", NANOS, NANOS),
                new JournalRecord.MarkerAnswered(9, "neon-f6c3", NANOS, NANOS, NANOS, "b7d0e4a2"),
                arrival(),
                new GcPause("G1 Young Generation", "G1 Evacuation Pause", 3_000_000, 1_500_000, NANOS),
                new RunControlled("stopped", "the experimenter ended the run", NANOS),
                new TrialNotBegun(4, 2, 2, 3, "[id]", "set size 8", "aborted", "looked away", NANOS),
                new JournalRecord.Fault("neon-f6c3", "marker", 9, "no answer", NANOS),
                new MarkerFailed(9, "neon-f6c3", MarkerFailed.NOT_DELIVERED, "nothing accepts connections", NANOS),
                new DeviceReturned("neon-f6c3", 1_000, true, "reset", -850_000_000L, "running", "b7d0e4a2", NANOS),
                new JournalRecord.RecordingChanged(
                        "neon-f6c3", "error", "b7d0e4a2", "Recording Watchdog failure", NANOS),
                new TrialArmed(4, 1, NANOS),
                new JournalRecord.SessionEnd(20, 40, 300, 1_000L, 2_000L, NANOS));
    }

    static List<JournalRecord> sparse() {
        return List.of(
                exchange(null),
                new JournalRecord.DeviceOpened(
                        "ntp", "x", "ntp", "", null, "ntp:h", false, List.of(), null, false, false, NANOS),
                new JournalRecord.TrialBegin(4, 1, null, null, "[id]", "t", Map.of(), NANOS, 120),
                new JournalRecord.TrialEnd(4, 1, "completed", null, Map.of(), false, NANOS, 90),
                new JournalRecord.MarkerStamped(9, "block.01.begin", null, null, 0, "call", NANOS),
                new JournalRecord.MarkerSent(9, "neon-f6c3", "arrival", null, NANOS),
                new JournalRecord.MarkerAnswered(9, "neon-f6c3", NANOS, NANOS, NANOS, null),
                new RunControlled("paused", null, NANOS),
                new TrialNotBegun(4, 1, null, null, "[id]", "t", "error", null, NANOS),
                new JournalRecord.Fault(null, "trial", null, "did not begin", NANOS),
                new DeviceReturned("neon-f6c3", 1_000, false, "same", null, "none", null, NANOS),
                new JournalRecord.SessionEnd(0, 0, 0, null, null, NANOS));
    }

    static JournalRecord.Arrived arrival() {
        return new JournalRecord.Arrived("neon-f6c3", "sensor", "gaze", NANOS, NANOS + 1);
    }

    /** An exchange of a burst, or of none. */
    static JournalRecord.Exchanged exchange(@Nullable Integer burst) {
        return new JournalRecord.Exchanged(
                "neon-f6c3", "wall", NANOS, NANOS + 1, NANOS + 2, 1_000_000, "time-echo", burst, false);
    }
}
