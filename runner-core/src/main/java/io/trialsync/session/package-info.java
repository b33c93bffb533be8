// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions: the trials of one run of an experiment, bracketed by stamps, markers and time-sync exchanges, all journalled.
 *
 * <p>Experiments hold {@link io.trialsync.session.Session} and {@link io.trialsync.session.Trial}; the runner drives
 * {@link io.trialsync.session.LiveSession}. A trial never waits for a device: everything that touches the network runs on
 * threads of its own, except for bursts of fixed length at the borders of the session and its blocks.
 */
@NullMarked
package io.trialsync.session;

import org.jspecify.annotations.NullMarked;
