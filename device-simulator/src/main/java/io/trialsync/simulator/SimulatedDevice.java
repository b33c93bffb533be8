// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.Markers;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.SyncChannel;
import java.util.List;
import java.util.Optional;

/** A simulated phone together with the link to it, which is the same as the link to a real phone; closes both. */
public final class SimulatedDevice implements Device {

    private final Device link;
    private final SimulatedCompanion companion;

    SimulatedDevice(Device link, SimulatedCompanion companion) {
        this.link = link;
        this.companion = companion;
    }

    /** {@return the phone at the other end, which can tell the truth about its stamps} */
    public SimulatedCompanion companion() {
        return companion;
    }

    @Override
    public DeviceIdentity identity() {
        return link.identity();
    }

    @Override
    public List<DeviceClock> clocks() {
        return link.clocks();
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public Optional<SyncChannel> syncChannel() {
        return link.syncChannel();
    }

    @Override
    public Optional<Markers> markers() {
        return link.markers();
    }

    @Override
    public Optional<RecordingControl> recordingControl() {
        return link.recordingControl();
    }

    @Override
    public Optional<LiveSamples> liveSamples() {
        return link.liveSamples();
    }

    @Override
    public List<LiveSamples> allLiveSamples() {
        return link.allLiveSamples();
    }

    @Override
    public Optional<StatusFeed> statusFeed() {
        return link.statusFeed();
    }

    @Override
    public List<String> notices() {
        return link.notices();
    }

    @Override
    public DeviceStatus status() throws DeviceException {
        return link.status();
    }

    @Override
    public void close() {
        link.close();
        companion.close();
    }
}
