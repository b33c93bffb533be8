// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The offset of a device clock at an instant.
 *
 * @param offsetNanos the estimate, host − device, in nanoseconds
 * @param uncertainty its half-width of at least 95 %, not wider than to the farther limit
 * @param limits the possible offsets, in nanoseconds; they contain the estimate
 */
record OffsetEstimate(long offsetNanos, Uncertainty uncertainty, Bound limits) {}
