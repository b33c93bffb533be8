// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The trials that are still to come. One that was aborted can be put back at the end, a limited number of times. For one thread.
 *
 * @param <T> what a trial is
 */
public final class TrialQueue<T> implements Iterator<TrialQueue.Turn<T>> {

    /**
     * One attempt at a trial.
     *
     * @param <T> what a trial is
     * @param trial the trial
     * @param attempt the number of the attempt, from 1
     */
    public record Turn<T>(T trial, int attempt) {}

    private final Deque<Turn<T>> turns = new ArrayDeque<>();
    private final int attempts;

    /**
     * Create a queue.
     *
     * @param trials the planned trials, in order
     * @param attempts how often a trial may be attempted in all, at least 1
     */
    public TrialQueue(Collection<T> trials, int attempts) {
        trials.forEach(trial -> turns.add(new Turn<>(trial, 1)));
        this.attempts = attempts;
    }

    @Override
    public boolean hasNext() {
        return !turns.isEmpty();
    }

    /** @throws NoSuchElementException if no trial is left */
    @Override
    public Turn<T> next() {
        return turns.remove();
    }

    /**
     * {@return whether a trial comes again if this attempt at it is aborted}
     *
     * @param turn the attempt
     */
    public boolean mayComeAgain(Turn<T> turn) {
        return turn.attempt() < attempts;
    }

    /**
     * Put a trial back at the end, unless it was attempted often enough.
     *
     * @param turn the attempt that was aborted
     */
    public void putBack(Turn<T> turn) {
        if (mayComeAgain(turn)) {
            turns.add(new Turn<>(turn.trial(), turn.attempt() + 1));
        }
    }
}
