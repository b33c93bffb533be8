// SPDX-License-Identifier: Apache-2.0
/**
 * Bursts of exchanges over sockets of this computer, where the true offset is known to the nanosecond.
 *
 * <p>The event channel of the real client is measured against the least server that can answer it, beside a bare socket as
 * the floor and the simulated phone. All of them run in one JVM, on one monotonic clock.
 */
@NullMarked
package io.trialsync.benchmarks.loopback;

import org.jspecify.annotations.NullMarked;
