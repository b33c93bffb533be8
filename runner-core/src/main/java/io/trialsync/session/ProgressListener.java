// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.nio.file.Path;

/** Is told of each session that has begun and of each trial that has ended. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * A trial has ended. Called by one thread, in the order of trials, while the next trial may be running already: whatever takes
     * long here delays the journal.
     *
     * @param report what is known of it
     */
    void trialEnded(TrialReport report);

    /**
     * A session has begun, or is gone on with. Called before its first trial, by the thread that begins it. Does nothing unless
     * overridden.
     *
     * @param folder the session's folder, in which its journal is
     */
    default void sessionBegan(Path folder) {}
}
