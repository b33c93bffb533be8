// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A device time put on the host's timeline.
 *
 * @param hostNanos the estimate, in nanoseconds of host time
 * @param uncertainty its half-width of at least 95 %
 * @param limits the earliest and latest host time under the model's assumptions; they contain the estimate
 * @param extrapolated whether it lies before the first or after the last exchange of its segment
 */
public record HostTime(long hostNanos, Uncertainty uncertainty, Bound limits, boolean extrapolated) {}
