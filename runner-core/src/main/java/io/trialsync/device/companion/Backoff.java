// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time up to a limit, and moved by chance by up to a quarter. */
final class Backoff {

    private final long firstMillis;
    private final long longestMillis;
    private final RandomGenerator random;
    private long nextMillis;

    Backoff(long firstMillis, long longestMillis, RandomGenerator random) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.random = random;
        this.nextMillis = firstMillis;
    }

    void reset() {
        nextMillis = firstMillis;
    }

    long nextMillis() {
        long millis = nextMillis;
        nextMillis = Math.min(2 * millis, longestMillis);
        return Math.round(millis * (0.75 + 0.5 * random.nextDouble()));
    }
}
