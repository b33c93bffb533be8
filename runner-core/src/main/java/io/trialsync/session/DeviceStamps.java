// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.DeviceTime;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.LiveClockState;
import io.trialsync.device.SyncChannel;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives the device time of a host time where a device's live clock is known well enough to tell it. Thread-safe. */
final class DeviceStamps {

    /** What a marker's way over a busy network may take; a worse clock would be no gain over the stamp on arrival. */
    private static final long LARGEST_UNCERTAINTY_NANOS = 20_000_000;

    /** After so long without exchange the device may have stepped its clock, restarted or gone. */
    private static final long OLDEST_NANOS = 10_000_000_000L;

    private final boolean wanted;
    private final Optional<SyncChannel> channel;
    private final Optional<LiveClock> live;
    private final HostClock clock;

    /** @param wanted whether device times are to be given at all, and the device takes them */
    DeviceStamps(boolean wanted, Optional<SyncChannel> channel, Optional<LiveClock> live, HostClock clock) {
        this.wanted = wanted;
        this.channel = channel;
        this.live = live;
        this.clock = clock;
    }

    /** A channel that must rest, as events in place of Time Echo, cannot keep a clock known. */
    OptionalLong at(long hostNanos) {
        boolean dense = channel.map(SyncChannel::restNanos).orElse(1L) == 0;
        if (!wanted || !dense) {
            return OptionalLong.empty();
        }
        return live.flatMap(LiveClock::state)
                .filter(state -> clock.nowNanos() - state.newestHostNanos() < OLDEST_NANOS)
                .map(state -> wellKnown(state, hostNanos))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong wellKnown(LiveClockState state, long hostNanos) {
        DeviceTime time = state.toDevice(hostNanos);
        return time.uncertainty().totalNanos() <= LARGEST_UNCERTAINTY_NANOS && time.deviceNanos() >= 0
                ? OptionalLong.of(time.deviceNanos())
                : OptionalLong.empty();
    }
}
