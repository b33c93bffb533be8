// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.JournalSync;
import java.util.OptionalLong;

/**
 * What a session does by itself, as its user chose.
 *
 * @param sync how often time stamps are exchanged
 * @param maxPauseNanos how long a burst at a border of session or block takes, in nanoseconds
 * @param recording what to do about recordings
 * @param streams what to do about live samples
 * @param stamping where the times come from that devices store with markers
 * @param deviceLoss what becomes of trials while a device is out of reach
 * @param journal when the journal is forced to the disk
 * @param leastFreeBytes how much room its disk must have when the session begins, in bytes
 * @param withinNanos the largest uncertainty of a device's clock with which a trial is included, in nanoseconds, positive; empty if
 *     there is no such criterion
 */
public record SessionPolicies(
        SyncPolicy sync,
        long maxPauseNanos,
        RecordingPolicy recording,
        StreamPolicy streams,
        MarkerStamping stamping,
        DeviceLossPolicy deviceLoss,
        JournalSync journal,
        long leastFreeBytes,
        OptionalLong withinNanos) {}
