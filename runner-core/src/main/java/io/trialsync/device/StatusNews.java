// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.List;

/** What a {@link StatusFeed} has to tell. Immutable. */
public sealed interface StatusNews {

    /**
     * The whole state, read after connecting and after every reconnecting: what is not in it, such as a recording, is not there.
     *
     * @param components its parts, in the device's order
     * @param askedNanoTime when it was asked for, by the monotonic clock of {@link DeviceContext}: what has changed since may not
     *     be in it
     */
    record State(List<StatusComponent> components, long askedNanoTime) implements StatusNews {
        /** Copies the list. */
        public State {
            components = List.copyOf(components);
        }
    }

    /**
     * A part of the state changed.
     *
     * @param component the part as it is now
     */
    record Changed(StatusComponent component) implements StatusNews {}

    /**
     * The device says nothing more, or could not be reached in the first place; it is tried again until it answers. Told once for
     * each loss.
     *
     * @param reason what happened, in one line
     */
    record Lost(String reason) implements StatusNews {}

    /**
     * The device answers again, and is the same one.
     *
     * @param awayNanos the time since it was last heard of, in nanoseconds
     */
    record Regained(long awayNanos) implements StatusNews {}

    /**
     * Another device answers at the address. It is not used: every request to it fails until the right one answers again. Told
     * once for each other device.
     *
     * @param reason which one was expected and which one answers, in one line
     */
    record OtherDevice(String reason) implements StatusNews {}
}
