// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Arrival;

/**
 * An arrival as it would have been recorded, with the truth about it.
 *
 * @param arrival the arrival
 * @param trueHostNanos when the sample was truly stamped, in nanoseconds of host time
 */
public record DrawnArrival(Arrival arrival, long trueHostNanos) {}
