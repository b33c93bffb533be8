// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One marker on its way to a device, and what has been tried. A marker that certainly did not arrive is tried until it does. One
 * whose answer was lost is sent again only with the very time it was sent with, so that a second copy says the same as the first,
 * and only a few times. Guarded by the sender's thread, but for what others read.
 */
final class PendingMarker {

    /** Answers lost one after another are no accident any more, but a device that takes no markers. */
    static final int MOST_UNANSWERED = 3;

    private final StampedMarker marker;
    private final long queuedNanoTime;
    private OptionalLong deviceNanos;
    private final AtomicInteger unanswered = new AtomicInteger();
    private boolean waitSaid;

    /**
     * @param deviceNanos the device time it is to carry, as known when it was stamped; empty if that was not known then or is not
     *     wanted
     */
    PendingMarker(StampedMarker marker, long queuedNanoTime, OptionalLong deviceNanos) {
        this.marker = marker;
        this.queuedNanoTime = queuedNanoTime;
        this.deviceNanos = deviceNanos;
    }

    StampedMarker marker() {
        return marker;
    }

    /** The device time that it is sent with now; one that it has once been sent with is kept. */
    OptionalLong deviceNanosNow(DeviceStamps stamps, long nanoTime) {
        if (deviceNanos.isEmpty()) {
            deviceNanos = stamps.at(marker.hostNanos());
        }
        if (deviceNanos.isEmpty()) {
            deviceNanos = stamps.late(marker.hostNanos(), nanoTime - queuedNanoTime);
        }
        return deviceNanos;
    }

    /** An attempt has ended without answer, though the marker may have arrived. */
    void lostAnswer() {
        unanswered.incrementAndGet();
    }

    /** Whether it may be in the recording although no answer came. */
    boolean mayHaveArrived() {
        return unanswered.get() > 0;
    }

    /** Whether another copy of it would be the same marker, and there are not too many yet. */
    boolean mayBeRepeated(int mostUnanswered) {
        return deviceNanos.isPresent() && unanswered.get() < mostUnanswered;
    }

    /** Whether it is the first time that this is asked: a wait is said once for each marker. */
    boolean firstWait() {
        boolean first = !waitSaid;
        waitSaid = true;
        return first;
    }
}
