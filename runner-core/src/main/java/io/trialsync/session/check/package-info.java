// SPDX-License-Identifier: Apache-2.0
/**
 * What a lab runs before each participant: a few seconds with every device, and what they and this computer show.
 *
 * <p>{@link io.trialsync.session.check.CheckUp} and the probes gather facts and touch network and files; the checks are pure and turn
 * facts into findings, one class each. Nothing is written to a device but time-sync exchanges.
 */
@NullMarked
package io.trialsync.session.check;

import org.jspecify.annotations.NullMarked;
