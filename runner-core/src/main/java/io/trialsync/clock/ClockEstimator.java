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
}
