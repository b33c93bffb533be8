// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A device in memory that answers at once and whose clock is the monotonic clock. */
final class BenchDevice implements Device {

    private final String log;
    private final boolean simulated;
    private final Optional<Path> unplugged;
    private final LongSupplier nanoTime;

    /** @param unplugged a file; while it is there, no exchange is answered */
    BenchDevice(String log, boolean simulated, Optional<Path> unplugged, LongSupplier nanoTime) {
        this.log = log;
        this.simulated = simulated;
        this.unplugged = unplugged;
        this.nanoTime = nanoTime;
        log("opened");
    }

    private void log(String line) {
        if (log.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(log), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DeviceIdentity identity() {
        return new DeviceIdentity("0000be9c", "Bench", "bench", Optional.empty());
    }

    @Override
    public List<DeviceClock> clocks() {
        return List.of(new DeviceClock(DeviceClock.WALL, 0, StampRule.FLOORED));
    }

    @Override
    public boolean simulated() {
        return simulated;
    }

    @Override
    public Optional<SyncChannel> syncChannel() {
        return Optional.of(new SyncChannel() {
            @Override
            public String clock() {
                return DeviceClock.WALL;
            }

            @Override
            public String name() {
                return "bench";
            }

            @Override
            public RawExchange exchange() throws DeviceException {
                if (unplugged.filter(Files::exists).isPresent()) {
                    log("failed");
                    throw new DeviceException("the bench is not plugged in");
                }
                return new RawExchange(nanoTime.getAsLong(), nanoTime.getAsLong(), nanoTime.getAsLong(), 0, false);
            }
        });
    }

    @Override
    public Optional<Markers> markers() {
        return Optional.of((name, deviceNanos) ->
                new MarkerReply(nanoTime.getAsLong(), nanoTime.getAsLong(), nanoTime.getAsLong(), Optional.empty()));
    }

    @Override
    public void close() {
        log("closed");
    }
}
