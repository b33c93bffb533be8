// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

/** Where the delays of one channel of a link come from. Implementations are thread-safe. */
interface DelaySource {

    /**
     * {@return the delays of the next request and its reply}
     *
     * @param hostNanos when it arrives, as host time in nanoseconds as the phone counts it
     */
    LinkDelays.Pair next(long hostNanos);
}
