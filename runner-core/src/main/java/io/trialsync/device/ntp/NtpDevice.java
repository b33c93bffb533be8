// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.SyncChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A master clock: it can be compared with, and nothing else. */
public final class NtpDevice implements Device {

    private final DeviceIdentity identity;
    private final NtpChannel channel;
    private final long resolutionNanos;

    NtpDevice(List<NtpServer> servers, NtpChannel channel, long resolutionNanos) {
        String names = servers.stream().map(NtpServer::toString).sorted().collect(Collectors.joining(","));
        this.identity = new DeviceIdentity(names, "NTP", names, Optional.empty());
        this.channel = channel;
        this.resolutionNanos = resolutionNanos;
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public List<DeviceClock> clocks() {
        return List.of(new DeviceClock(DeviceClock.WALL, resolutionNanos, StampRule.UNKNOWN));
    }

    @Override
    public Optional<SyncChannel> syncChannel() {
        return Optional.of(channel);
    }

    /** {@return what each server last said of its clock; asks none, since servers want to be asked seldom} */
    @Override
    public DeviceStatus status() {
        return new DeviceStatus(channel.state());
    }

    @Override
    public void close() {
        channel.close();
    }
}
