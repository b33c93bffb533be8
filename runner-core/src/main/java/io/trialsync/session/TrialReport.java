// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A trial that has ended, for people who watch the session. {@link ProgressLine} makes a line of it.
 *
 * @param index its index in the session, from 1
 * @param planned how many trials there will be in all, where the experiment has said so, see {@link Session#plan}
 * @param attempt which attempt at it, from 1
 * @param displayName what people call it
 * @param completion how it ended
 * @param uncertaintyNanos how well the clock of the device that is known worst is known at the trial's end, by the live clock: a
 *     half-width in nanoseconds; empty while that of any device is not known
 * @param durationNanos from begin to end, in nanoseconds
 * @param remainingNanos how long the rest is likely to take, by the median of the last hundred trials with what lies between
 *     them, in nanoseconds; empty if the planned number is not known
 */
public record TrialReport(
        int index,
        OptionalInt planned,
        int attempt,
        String displayName,
        Completion completion,
        OptionalLong uncertaintyNanos,
        long durationNanos,
        OptionalLong remainingNanos) {}
