// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.nio.file.Path;
import java.util.List;

/** One run of an experiment, as the experiment sees it. Thread-safe. */
public interface Session {

    /** {@return who takes part, by label} */
    String participant();

    /** {@return the label of the session, such as {@code 01} for a participant's first visit} */
    String label();

    /** {@return the label of the task} */
    String task();

    /** {@return the number of this run of the task in this session, from 1} */
    int run();

    /** {@return the seed of the experiment's own randomness, as it is journalled} */
    long seed();

    /** {@return whether a device is simulated or replayed, so that the data are no data of a participant} */
    boolean simulated();

    /** {@return the keys of the devices, such as {@code neon-f6c3}} */
    List<String> devices();

    /** {@return the folder into which everything is written} */
    Path folder();

    /**
     * Say how many more trials are to come, so that people are told how many of how many are done and how long the rest is likely
     * to take. A later call replaces an earlier one.
     *
     * @param trials how many trials have not yet been got ready, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    void plan(int trials);

    /**
     * {@return the trial that is running, for code that is handed none, as a dynamic test of a {@code @TestFactory}}
     *
     * @throws IllegalStateException if no trial is running
     */
    Trial currentTrial();

    /** {@return the present host time, in nanoseconds} */
    long hostNanos();

    /**
     * {@return a reading of {@link System#nanoTime()} as host time, in nanoseconds}
     *
     * @param nanoTime the reading
     */
    long toHostNanos(long nanoTime);
}
