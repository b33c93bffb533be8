// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How long trials take with what lies between them, by the median of those so far. For one thread at a time. */
final class TrialPace {

    private static final int MOST = 101;

    private final List<Long> pacesNanos = new ArrayList<>();
    private OptionalLong lastEnd = OptionalLong.empty();

    /** A trial has ended; both times are readings of the same monotonic clock. */
    void ended(long begin, long end) {
        if (pacesNanos.size() == MOST) {
            pacesNanos.remove(0);
        }
        pacesNanos.add(end - lastEnd.orElse(begin));
        lastEnd = OptionalLong.of(end);
    }

    /** How long as many more trials are likely to take; empty before the first one has ended. */
    OptionalLong remainingNanos(int trials) {
        if (pacesNanos.isEmpty()) {
            return OptionalLong.empty();
        }
        long[] sorted = pacesNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return OptionalLong.of(trials * sorted[sorted.length / 2]);
    }
}
