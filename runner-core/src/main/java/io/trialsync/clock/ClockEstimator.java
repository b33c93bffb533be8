// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/** A method that fits a clock model to the exchanges of one device clock. Implementations are immutable. */
public interface ClockEstimator {

    /** {@return the name by which people choose it, such as {@code lowest-rtt}} */
    String name();

    /**
     * Fit a model.
     *
     * @param exchanges all exchanges of one clock, in any order
     * @param assumptions what may be taken for granted
     * @return the model
     * @throws IllegalArgumentException if there are fewer than two exchanges
     */
    ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions);

    /**
     * Fit a model with the device's own stream as a witness.
     *
     * @param exchanges all exchanges of one clock, in any order
     * @param assumptions what may be taken for granted
     * @param witness what arrived of the stream; methods that cannot hear it leave it out
     * @return the model; where the witness says nothing, the one that the exchanges alone give
     * @throws IllegalArgumentException if there are fewer than two exchanges
     */
    default ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions, StreamWitness witness) {
        return fit(exchanges, assumptions);
    }
}
