// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import org.jspecify.annotations.Nullable;

/** One trial, as its body sees it. Thread-safe; ends with its body. */
public interface Trial {

    /** {@return its index in the session, from 1; a repeated attempt keeps it} */
    int index();

    /** {@return which attempt at it this is, from 1} */
    int attempt();

    /**
     * Stamp a marker now and send it to every device, as {@code trial.NNN.name}. Returns at once.
     *
     * @param name what happened, such as {@code stimulus.draw}; at most 900 bytes of UTF-8 and no control characters; not
     *     {@code begin} or {@code end}, which are the trial's own
     * @return the host time of the stamp, in nanoseconds
     * @throws IllegalArgumentException if the name is empty, too long or holds a control character
     * @throws IllegalStateException if the trial has ended
     */
    long mark(String name);

    /**
     * Send a marker whose time is known better than by the time of a call. Returns at once.
     *
     * @param name what happened
     * @param hostNanos when it happened, in nanoseconds of host time, see {@link Session#toHostNanos}; within an hour of now
     * @param uncertaintyNanos the half-width of that time, in nanoseconds, not negative
     * @param source where the time comes from
     * @throws IllegalArgumentException if the name is not allowed, the uncertainty is negative or the time is more than an
     *     hour from now, as a raw {@link System#nanoTime()} is
     * @throws IllegalStateException if the trial has ended
     */
    void markAt(String name, long hostNanos, long uncertaintyNanos, MarkerSource source);

    /**
     * Store a value with the trial; it becomes a column of {@code trials.csv}. A later value of the same name replaces it.
     *
     * @param name the column, not empty
     * @param value a string, a number of one of Java's own immutable types, a boolean, an enum constant (stored by its name) or a
     *     character (stored as a string)
     * @throws IllegalArgumentException if the name is empty, the value of another type, or all stored values together are longer
     *     than 100 000 characters
     * @throws IllegalStateException if the trial has ended
     */
    void put(String name, @Nullable Object value);
}
