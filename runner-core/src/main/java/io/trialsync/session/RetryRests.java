// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.function.LongSupplier;

/** How long to wait before something is tried again: twice as long each time up to a limit, or until there is reason to try at once. */
final class RetryRests {

    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 2_000;

    private final LongSupplier nanoTime;
    private long nextMillis = FIRST_MILLIS;
    private boolean now;

    RetryRests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Wait; not at all if {@link #endNow} was called since the last rest. */
    synchronized void rest() throws InterruptedException {
        long millis = nextMillis;
        nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
        long end = nanoTime.getAsLong() + millis * 1_000_000;
        for (long left = millis; left > 0 && !now; left = (end - nanoTime.getAsLong()) / 1_000_000) {
            wait(left);
        }
        now = false;
    }

    /** End the present rest, or leave out the next one. */
    synchronized void endNow() {
        now = true;
        nextMillis = FIRST_MILLIS;
        notifyAll();
    }

    /** It has worked: the next time begins with a short rest, of which nothing is left out. */
    synchronized void reset() {
        now = false;
        nextMillis = FIRST_MILLIS;
    }
}
