// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.function.Consumer;

/**
 * Something that is going to be done to a simulated phone.
 *
 * @param afterNanos when, in nanoseconds of host time after its start
 * @param action what
 */
record PlannedAction(long afterNanos, Consumer<CompanionControls> action) {}
