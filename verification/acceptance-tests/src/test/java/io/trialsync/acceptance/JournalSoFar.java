// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.session.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a running session has written into its journal. A trial that waits for it needs no guess of how long a busy machine takes; if
 * it does not come within a minute, the trial goes on, and the test says what is missing.
 */
final class JournalSoFar {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long POLL_MILLIS = 50;

    private JournalSoFar() {}

    static void await(Session session, Predicate<Journal> seen) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        // its last line may be half written, and is read the next time
        while (!seen.test(Journal.read(session.folder().resolve(Journal.FILE_NAME)))
                && System.nanoTime() - begun < PATIENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    static void awaitAny(Session session, Class<? extends JournalRecord> type)
            throws IOException, InterruptedException {
        await(session, journal -> journal.all(type).findAny().isPresent());
    }

    static void awaitFault(Session session, String what, String words) throws IOException, InterruptedException {
        await(
                session,
                journal -> journal.all(Fault.class)
                        .anyMatch(fault ->
                                fault.what().equals(what) && fault.message().contains(words)));
    }
}
