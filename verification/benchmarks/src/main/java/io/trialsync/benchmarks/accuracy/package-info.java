// SPDX-License-Identifier: Apache-2.0
/**
 * How wrong converted times are in the scenarios: ours with their limits and uncertainty, the peers' beside them.
 *
 * <p>Every session is drawn from a scenario and a seed, fitted by all methods, and asked for the host time of one device time a
 * second. The page that comes out says what was simulated and claims nothing beyond it.
 */
@NullMarked
package io.trialsync.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
