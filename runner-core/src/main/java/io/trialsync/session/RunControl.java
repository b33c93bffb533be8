// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the next trial may begin: the experimenter pauses, goes on or ends the run with it, and a policy may end it too. A
 * trial that is running is never disturbed. Thread-safe.
 */
public final class RunControl {

    private boolean paused;
    private @Nullable String stopReason;

    /** Create a control that lets every trial begin. */
    public RunControl() {}

    /** Hold back the next trial until {@link #resume()} or {@link #stop}. */
    public synchronized void pause() {
        paused = true;
    }

    /** Let trials begin again. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /**
     * Let no further trial begin. The first reason counts.
     *
     * @param reason why, for people, such as {@code the experimenter ended the run}
     */
    public synchronized void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
        notifyAll();
    }

    /** {@return whether the next trial is held back} */
    public synchronized boolean isPaused() {
        return paused && stopReason == null;
    }

    /** {@return why no further trial may begin; empty if they may} */
    public synchronized Optional<String> stopped() {
        return Optional.ofNullable(stopReason);
    }

    /**
     * Wait while the run is paused.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public synchronized void awaitTurn() throws InterruptedException {
        while (isPaused()) {
            wait();
        }
    }
}
