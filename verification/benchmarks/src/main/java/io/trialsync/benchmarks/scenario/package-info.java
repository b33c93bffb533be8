// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated sessions with their truth: links, device clocks, and the schedules by which they are probed.
 *
 * <p>Everything is drawn from a seed, so that a figure can be reproduced from the name of its scenario and its seeds. The
 * shapes of the delays are invented, not captured from devices.
 */
@NullMarked
package io.trialsync.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
