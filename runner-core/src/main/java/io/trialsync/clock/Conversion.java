// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/** What became of a device time that was to be put on the host's timeline. */
public sealed interface Conversion {

    /**
     * The device showed this time once, and this is when.
     *
     * @param hostTime the time on the host, with uncertainty and limits
     */
    record Converted(HostTime hostTime) implements Conversion {}

    /**
     * The device may have shown this time more than once, before and after a step.
     *
     * @param candidates what each of the segments in question gives, in order of host time, at least two
     */
    record Ambiguous(List<HostTime> candidates) implements Conversion {
        /** Copies the list. */
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /** The device jumped over this time and never showed it. */
    record NeverExisted() implements Conversion {}
}
