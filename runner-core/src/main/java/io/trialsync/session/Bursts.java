// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;

/** The bursts at the borders of a session and its blocks: all that ever waits for the network. */
final class Bursts {

    private final HostClock clock;
    private final long durationNanos;
    private final HostAnchors anchors;
    private final DeviceLinks links;
    private final InOrder inOrder;
    private final AddedTime added;

    Bursts(Opening opening, HostAnchors anchors, DeviceLinks links, InOrder inOrder, AddedTime added) {
        this.clock = opening.clock();
        this.durationNanos = opening.policies().maxPauseNanos();
        this.anchors = anchors;
        this.links = links;
        this.inOrder = inOrder;
        this.added = added;
    }

    void take() {
        anchors.take("burst");
        links.blockingBurst(durationNanos);
    }

    /**
     * Trials wait for it as for anything else that is done for this session, so that it counts as added time. The exchanges at the
     * end of the last trial are asked for before; later, they would take the place of the burst.
     */
    void takeBetweenTrials() {
        long before = clock.nanoTime();
        inOrder.settle(durationNanos);
        take();
        added.spent(clock.nanoTime() - before);
    }
}
