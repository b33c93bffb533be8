// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostAnchor;
import io.trialsync.clock.HostClock;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;

/**
 * Compares the host's monotonic clock with its wall clock every so often and journals it, on the threads of those who ask, which
 * are never a trial's. Thread-safe; anchors stand in the journal in order.
 */
final class HostAnchors {

    /** What is between two anchors of a quiet session: the wall clock drifts by some microseconds in it. */
    static final long INTERVAL_NANOS = 10_000_000_000L;

    /** Several devices reach the border of a trial at once, and short trials follow each other. */
    private static final long BETWEEN_BORDERS_NANOS = 500_000_000L;

    private final HostClock clock;
    private final JournalWriter journal;
    private long lastNanoTime;

    HostAnchors(HostClock clock, JournalWriter journal) {
        this.clock = clock;
        this.journal = journal;
        this.lastNanoTime = clock.origin().nanoTime();
    }

    /** Take an anchor for a reason that the journal names. */
    synchronized void take(String reason) {
        HostAnchor anchor = clock.anchor();
        lastNanoTime = anchor.nanoTime();
        journal.append(new JournalRecord.HostAnchored(
                reason,
                anchor.nanoTime(),
                anchor.utcNanos(),
                anchor.widthNanos(),
                clock.toHostNanos(anchor.nanoTime())));
    }

    /** Take one at the border of a trial, unless there was one just now. */
    synchronized void atBorder() {
        if (clock.nanoTime() - lastNanoTime >= BETWEEN_BORDERS_NANOS) {
            take("trial");
        }
    }

    /** Take one if it is time for one. */
    synchronized void ifDue() {
        if (clock.nanoTime() - dueNanoTime() >= 0) {
            take("interval");
        }
    }

    /** When the next one is due, on the monotonic clock. */
    synchronized long dueNanoTime() {
        return lastNanoTime + INTERVAL_NANOS;
    }
}
