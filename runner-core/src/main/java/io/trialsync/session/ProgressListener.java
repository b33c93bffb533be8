// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

/** Is told of each trial that has ended. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * A trial has ended. Called by one thread, in the order of trials, while the next trial may be running already: whatever takes
     * long here delays the journal.
     *
     * @param report what is known of it
     */
    void trialEnded(TrialReport report);
}
