// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Adds up the time that is spent here, and not in the experiment, between the end of a trial and the begin of the next, bursts
 * at the borders of blocks included.
 */
final class AddedTime {

    private final List<Long> gaps = new ArrayList<>();
    private long sinceLastTrial;
    private boolean afterTrial;

    synchronized void spent(long nanos) {
        sinceLastTrial += nanos;
    }

    /** A trial is over: what was spent from the one before it until its begin is complete. */
    synchronized void trialOver() {
        if (afterTrial) {
            gaps.add(sinceLastTrial);
        }
        sinceLastTrial = 0;
        afterTrial = true;
    }

    synchronized OptionalLong medianNanos() {
        long[] sorted = sorted();
        return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[sorted.length / 2]);
    }

    synchronized OptionalLong largestNanos() {
        return Arrays.stream(sorted()).max();
    }

    private long[] sorted() {
        return gaps.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
