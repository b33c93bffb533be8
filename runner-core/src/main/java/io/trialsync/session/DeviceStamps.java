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

    /** A marker that has waited so long is late: its stamp on arrival would be no time of it. */
    private static final long LATE_NANOS = 1_000_000_000L;

    private final boolean wanted;
    private final boolean taken;
    private final Optional<SyncChannel> channel;
    private final Optional<LiveClock> live;
    private final HostClock clock;

    /**
     * @param wanted whether device times are to be given at all
     * @param taken whether the device takes them
     */
    DeviceStamps(
            boolean wanted, boolean taken, Optional<SyncChannel> channel, Optional<LiveClock> live, HostClock clock) {
        this.wanted = wanted && taken;
        this.taken = taken;
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
                .map(state -> known(state, hostNanos, LARGEST_UNCERTAINTY_NANOS))
                .orElse(OptionalLong.empty());
    }

    /**
     * The device time that a marker should have had which is sent so much later than it was due. A stamp on arrival would be wrong by
     * all of that, so that a less well known time is better, whatever was chosen and however old the newest exchange is: after a loss
     * that is the clock as it was before.
     */
    OptionalLong late(long hostNanos, long lateNanos) {
        if (!taken || lateNanos < LATE_NANOS) {
            return OptionalLong.empty();
        }
        return live.flatMap(LiveClock::state)
                .map(state -> known(state, hostNanos, Math.max(LARGEST_UNCERTAINTY_NANOS, lateNanos / 2)))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong known(LiveClockState state, long hostNanos, long withinNanos) {
        DeviceTime time = state.toDevice(hostNanos);
        return time.uncertainty().totalNanos() <= withinNanos && time.deviceNanos() >= 0
                ? OptionalLong.of(time.deviceNanos())
                : OptionalLong.empty();
    }
}
