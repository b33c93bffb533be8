// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility.junit;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/** Ends its JVM in its third trial, once that has reached the journal. */
@Experiment(task = "cutoff")
public class ExitingExperiment {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** For the test framework. */
    public ExitingExperiment() {}

    /** A trial; the third is the last. */
    @RepeatedTest(5)
    public void search(Trial trial, Session session) throws IOException {
        if (trial.index() == 3) {
            awaitThreeBegins(session.folder().resolve("journal.jsonl"));
            Runtime.getRuntime().halt(7);
        }
    }

    private static void awaitThreeBegins(Path journal) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline
                && Files.readString(journal).split("\"type\":\"trial-begin\"", -1).length < 4) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
