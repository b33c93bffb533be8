// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

/**
 * A sample that a simulated phone sent to a client, or meant to send before it got lost.
 *
 * @param stream what it is a sample of, such as {@code gaze}
 * @param deviceNanos its stamp as a client can know it, in nanoseconds of the sensor clock: that of gaze in steps of its RTP clock
 * @param lost whether it was left out, as if the link had lost it
 */
public record SentSample(String stream, long deviceNanos, boolean lost) {}
