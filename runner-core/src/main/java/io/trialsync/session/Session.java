// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

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

    /**
     * {@return a stream of randomness of the experiment's own, decided by the session's seed and the name alone; so what is drawn
     * from one stream never changes another one. The same name gives the same stream, which goes on where it was left}
     *
     * <p>A stream begins as {@code new Random(s)}, where s is {@link io.trialsync.session.design.NamedSeed} of seed and name; this
     * does not change between releases. TrialSync's own streams have names that begin with {@code trialsync/}.
     *
     * @param name what it is for, such as {@code order} or {@code foreperiods}
     */
    Random random(String name);

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
