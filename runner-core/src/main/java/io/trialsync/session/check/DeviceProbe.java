// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.HostClock;
import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.LiveSamples.LiveStream;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.SyncChannel;
import io.trialsync.session.DriftFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Asks one open device, compares clocks with it and listens to it for some seconds. Writes nothing but exchanges. For one thread. */
final class DeviceProbe {

    private final Device device;
    private final HostClock clock;
    private final DriftFiles drifts;
    private final RandomGenerator random;

    DeviceProbe(Device device, HostClock clock, DriftFiles drifts, RandomGenerator random) {
        this.device = device;
        this.clock = clock;
        this.drifts = drifts;
        this.random = random;
    }

    DeviceFacts facts(long forNanos) throws InterruptedException {
        DeviceStatus status = DeviceStatus.EMPTY;
        Optional<String> recording = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            status = device.status();
            Optional<RecordingControl> control = device.recordingControl();
            recording = control.isPresent() ? control.get().current() : Optional.empty();
        } catch (DeviceException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        ArrivalEar ear = new ArrivalEar(clock);
        List<LiveStream> streams = listen(ear);
        DeviceFacts.Sync sync;
        try {
            sync = sync(forNanos);
        } finally {
            streams.forEach(LiveStream::close);
        }
        return new DeviceFacts(
                device.identity(),
                device.simulated(),
                device.recordingControl().isPresent(),
                device.notices(),
                status,
                problem,
                recording,
                sync,
                new DeviceFacts.Stream(!device.allLiveSamples().isEmpty(), ear.arrivals(), ear.problem()),
                device.simulated() ? Optional.empty() : drifts.read(device.identity()));
    }

    private List<LiveStream> listen(ArrivalEar ear) {
        List<LiveStream> streams = new ArrayList<>();
        for (LiveSamples samples : device.allLiveSamples()) {
            if (samples.clock().equals(DeviceClock.SENSOR)) {
                try {
                    streams.add(samples.start(ear));
                } catch (DeviceException e) {
                    ear.failed(String.valueOf(e.getMessage()));
                }
            }
        }
        return streams;
    }

    private DeviceFacts.Sync sync(long forNanos) throws InterruptedException {
        Optional<SyncChannel> channel = device.syncChannel();
        if (channel.isEmpty()) {
            return new DeviceFacts.Sync(
                    "nothing", StampRule.UNKNOWN, List.of(), Optional.of("it has no way to exchange time stamps"));
        }
        SyncBurst burst = new SyncBurst(channel.get(), clock, random);
        burst.run(forNanos);
        return new DeviceFacts.Sync(
                channel.get().name(), stampRule(channel.get().clock()), burst.exchanges(), burst.problem());
    }

    private StampRule stampRule(String name) {
        return device.clocks().stream()
                .filter(known -> known.name().equals(name))
                .map(DeviceClock::stampRule)
                .findFirst()
                .orElse(StampRule.UNKNOWN);
    }
}
