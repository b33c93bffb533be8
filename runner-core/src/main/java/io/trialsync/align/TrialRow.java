// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A trial with its times on every device.
 *
 * @param begin how it began
 * @param end how it ended; empty if the journal ends before
 * @param gcPauses the pauses of the virtual machine that may have fallen into it; empty if the trial has no end, or the journal
 *     holds no such pause at all, as one of an earlier version
 * @param onDevices its times on each device that has a clock model, by key
 */
public record TrialRow(
        TrialBegin begin, Optional<TrialEnd> end, Optional<GcPauses> gcPauses, Map<String, OnDevice> onDevices) {

    /**
     * The pauses in which the virtual machine collected garbage that may have fallen into a trial.
     *
     * @param count how many
     * @param totalNanos how long they took together, in nanoseconds; each is known to the millisecond
     */
    public record GcPauses(int count, long totalNanos) {}

    /**
     * A trial's times on the wall clock of a device.
     *
     * @param beginNanos what the device's clock showed at its begin, in nanoseconds
     * @param endNanos what it showed at its end; empty if the trial has none
     * @param uncertaintyNanos the largest uncertainty of the clock model from begin to end, in nanoseconds
     */
    public record OnDevice(long beginNanos, OptionalLong endNanos, long uncertaintyNanos) {}

    /** Copies the map. */
    public TrialRow {
        onDevices = Map.copyOf(onDevices);
    }
}
