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

    /** {@return the present host time, in nanoseconds} */
    long hostNanos();

    /**
     * {@return a reading of {@link System#nanoTime()} as host time, in nanoseconds}
     *
     * @param nanoTime the reading
     */
    long toHostNanos(long nanoTime);
}
