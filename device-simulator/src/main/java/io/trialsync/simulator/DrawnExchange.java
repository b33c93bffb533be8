// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Exchange;

/**
 * An exchange that was drawn, and its truth.
 *
 * @param exchange what a host would have recorded
 * @param trueHostNanos the host time at which the device truly took its stamp, in nanoseconds
 */
public record DrawnExchange(Exchange exchange, long trueHostNanos) {}
