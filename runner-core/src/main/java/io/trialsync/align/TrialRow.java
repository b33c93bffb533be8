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
 * @param onDevices its times on each device that has a clock model, by key
 */
public record TrialRow(TrialBegin begin, Optional<TrialEnd> end, Map<String, OnDevice> onDevices) {

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
