// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

/** A method of others that estimates the offset from exchanges. Implementations are immutable. */
public interface Peer {

    /** {@return its name in tables} */
    String name();

    /**
     * {@return the offset that it finds}
     *
     * @param samples the exchanges of a session, at least two
     */
    OffsetFunction fit(Samples samples);
}
