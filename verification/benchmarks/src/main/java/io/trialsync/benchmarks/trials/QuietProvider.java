// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.trials;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Opens {@code quiet:}, a device in this process that answers at once, without input or output. */
public final class QuietProvider implements DeviceProvider {

    /** For the service loader. */
    public QuietProvider() {}

    @Override
    public String scheme() {
        return "quiet";
    }

    @Override
    public String example() {
        return "quiet:";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) {
        return new Quiet(context.nanoTime());
    }

    private record Quiet(LongSupplier nanoTime) implements Device, SyncChannel {

        @Override
        public DeviceIdentity identity() {
            return new DeviceIdentity("00000000", "Quiet", "quiet", Optional.empty());
        }

        @Override
        public List<DeviceClock> clocks() {
            return List.of(new DeviceClock(DeviceClock.WALL, 0, StampRule.FLOORED));
        }

        @Override
        public boolean simulated() {
            return true;
        }

        @Override
        public Optional<SyncChannel> syncChannel() {
            return Optional.of(this);
        }

        @Override
        public Optional<Markers> markers() {
            return Optional.of((name, deviceNanos) -> new MarkerReply(
                    nanoTime.getAsLong(), nanoTime.getAsLong(), nanoTime.getAsLong(), Optional.empty()));
        }

        @Override
        public String clock() {
            return DeviceClock.WALL;
        }

        @Override
        public String name() {
            return "quiet";
        }

        @Override
        public RawExchange exchange() {
            return new RawExchange(nanoTime.getAsLong(), nanoTime.getAsLong(), nanoTime.getAsLong(), 0, false);
        }

        @Override
        public void close() {}
    }
}
