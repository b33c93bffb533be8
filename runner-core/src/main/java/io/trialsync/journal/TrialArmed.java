// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A trial is about to begin. It is on the disk before the trial's first stamp is taken if trials wait for the disk, so that a power cut in
 * the middle of a trial leaves a trace of it.
 *
 * @param trial its index in the session, from 1; a trial that is tried again keeps it
 * @param attempt which attempt at it, from 1
 * @param hostNanos when this was written
 */
@JsonTypeName("trial-armed")
public record TrialArmed(int trial, int attempt, @Digits long hostNanos) implements JournalRecord {}
