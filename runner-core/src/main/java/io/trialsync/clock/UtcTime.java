// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A host time as the host's wall clock would have told it.
 *
 * @param utcNanos nanoseconds since the Unix epoch
 * @param uncertaintyNanos how far the wall clock may have been from that, in nanoseconds, not negative; how far the wall
 *     clock itself was from true UTC is not in it
 */
public record UtcTime(long utcNanos, long uncertaintyNanos) {}
