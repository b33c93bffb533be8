// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import io.trialsync.clock.Exchange;

/**
 * An exchange of a simulated session, with its truth.
 *
 * @param burst the number of its burst
 * @param exchange what a session would know
 * @param trueHostNanos the host time at which the device took its stamp, in nanoseconds
 */
public record Probe(int burst, Exchange exchange, long trueHostNanos) {}
