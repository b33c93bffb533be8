// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Optional;

/**
 * One trial as its runner drives it: {@link #arm()}, then {@link #stampBegin()}, the body, {@link #stampEnd()}, and
 * {@link #finish}.
 *
 * <p>The two stamps may be called by another thread than the rest. They read the clock and store it, nothing else: no input or
 * output, no allocation, no lock.
 */
public interface TrialBracket {

    /** {@return the trial, for its body} */
    Trial trial();

    /** Get everything ready for the begin: the last call before the body but for the stamp. */
    void arm();

    /** Stamp the begin, right before the body. */
    void stampBegin();

    /** Stamp the end, right after the body; ignored if the trial was finished before. */
    void stampEnd();

    /**
     * End the trial: journal it, send its marker and ask for exchanges, all without waiting. Without {@link #stampEnd()} the end
     * is stamped now and marked as an upper bound. Without {@link #stampBegin()} the trial counts as not begun. Further calls
     * have no effect.
     *
     * <p>A trial that is completed by itself can still have failed of something that its body knows nothing of, such as a device that
     * was lost meanwhile; it then ends as {@link Completion#ERROR}.
     *
     * @param completion how it ended
     * @param message why it was not completed
     * @return what a trial that completed has failed of, for its test to fail with; empty if there is nothing, or if it did not
     *     complete in the first place
     */
    Optional<String> finish(Completion completion, Optional<String> message);
}
