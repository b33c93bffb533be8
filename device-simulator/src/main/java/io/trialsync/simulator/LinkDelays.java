// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.SplittableRandom;

/**
 * The delays that one channel of a link goes through, drawn in order from a seed; both directions have chance of their own,
 * so that changing one delay leaves the draws of the other as they are. Thread-safe.
 */
final class LinkDelays implements DelaySource {

    private final Delay forward;
    private final Delay backward;
    private final SplittableRandom forwardRandom;
    private final SplittableRandom backwardRandom;

    LinkDelays(Delay forward, Delay backward, SplittableRandom random) {
        this.forward = forward;
        this.backward = backward;
        this.forwardRandom = random.split();
        this.backwardRandom = random.split();
    }

    /** {@return the delays of the next request and its reply} */
    synchronized Pair next() {
        return new Pair(forward.drawNanos(forwardRandom), backward.drawNanos(backwardRandom));
    }

    @Override
    public Pair next(long hostNanos) {
        return next();
    }

    /**
     * The delays of one request.
     *
     * @param forwardNanos from the host to the device, in nanoseconds
     * @param backwardNanos from the device to the host, in nanoseconds
     */
    record Pair(long forwardNanos, long backwardNanos) {}
}
