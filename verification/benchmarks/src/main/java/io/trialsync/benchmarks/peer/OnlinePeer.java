// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.scenario.Probe;
import java.util.List;

/** A method of others that is used during the session: it knows only the exchanges so far. Implementations are immutable. */
public interface OnlinePeer {

    /** {@return its name in tables} */
    String name();

    /**
     * {@return the offset (host − device) that it would use now, in nanoseconds}
     *
     * @param received the exchanges so far, in order of time, at least one
     */
    long offsetNanos(List<Probe> received);

    /** {@return those that the live clock is measured beside} */
    static List<OnlinePeer> all() {
        return List.of(new HeldLowestRoundTrip(), new HeldMedian());
    }
}
