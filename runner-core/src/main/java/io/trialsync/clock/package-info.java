// SPDX-License-Identifier: Apache-2.0
/**
 * Clocks: what an exchange proves about the offset between two clocks, and the models fitted to many of them.
 *
 * <p>Everything here is a pure function of its arguments: no input or output, no threads, no logging, no third-party type.
 * All times are {@code long} nanoseconds, an offset is always <em>host − device</em>, and no {@code double} ever holds an
 * instant.
 */
@NullMarked
package io.trialsync.clock;

import org.jspecify.annotations.NullMarked;
