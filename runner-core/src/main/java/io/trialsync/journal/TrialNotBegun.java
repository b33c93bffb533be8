// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A trial was called and never began, as when its preparation failed or was aborted.
 *
 * @param trial its index in the session, from 1; a trial that is tried again keeps it
 * @param attempt which attempt at it, from 1
 * @param block its block, if any
 * @param indexInBlock its index in the block, from 1, if it is in one
 * @param uniqueId what identifies it over reruns
 * @param displayName what people call it
 * @param completion how it ended: {@code aborted}, {@code timed out} or {@code error}
 * @param message why
 * @param hostNanos when it was given up
 */
@JsonTypeName("trial-not-begun")
public record TrialNotBegun(
        int trial,
        int attempt,
        @Nullable Integer block,
        @Nullable Integer indexInBlock,
        String uniqueId,
        String displayName,
        String completion,
        @Nullable String message,
        @Digits long hostNanos)
        implements JournalRecord {}
