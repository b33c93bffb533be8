// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The virtual machine stopped all threads to collect garbage. It tells its pauses in whole milliseconds since its start, so that
 * a pause under a millisecond may have a duration of zero.
 *
 * @param collector which collector, in the machine's words
 * @param cause why, in the machine's words
 * @param durationNanos how long, within a millisecond
 * @param uncertaintyNanos the half-width of its begin
 * @param hostNanos when it began
 */
@JsonTypeName("gc-pause")
public record GcPause(
        String collector,
        String cause,
        @Digits long durationNanos,
        @Digits long uncertaintyNanos,
        @Digits long hostNanos)
        implements JournalRecord {}
