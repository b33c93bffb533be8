// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.RawExchange;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.SyncChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A device in memory, on a clock at a fixed distance from the host's monotonic one; every call first passes its gate. */
public final class TestDevice implements Device {

    /** What a call meets before it is done: nothing, a wait or a failure. */
    @FunctionalInterface
    public interface Gate {
        /** Let the named call pass, or not. */
        void pass(String call) throws DeviceException;
    }

    static final long CLOCK_MINUS_NANO_TIME = 1_744_271_292_116_000_000L;

    /** The markers that reached it, in order. */
    public final List<String> sent = new CopyOnWriteArrayList<>();

    /** The calls about recordings, in order. */
    public final List<String> recordingCalls = new CopyOnWriteArrayList<>();

    volatile Gate gate = call -> {};
    volatile Optional<String> recording = Optional.empty();
    /** What it offers of live samples. */
    public volatile Optional<LiveSamples> liveSamples = Optional.empty();

    /** What it offers of its state. */
    public volatile Optional<StatusFeed> statusFeed = Optional.empty();

    /** The times that markers were sent with, in order. */
    final List<OptionalLong> sentTimes = new CopyOnWriteArrayList<>();

    volatile boolean takesDeviceTime;
    volatile boolean echoesDeviceTime = true;
    volatile long restNanos;
    /** How far its clock has jumped ahead. */
    volatile long steppedNanos;

    volatile String channelName = "memory";
    volatile List<String> notices = List.of();

    final AtomicInteger pollsUntilVisible = new AtomicInteger();
    volatile boolean recordings;
    volatile boolean closed;

    private final String id;
    private final boolean simulated;
    private final LongSupplier nanoTime;

    /** Create a device of an id on a monotonic clock. */
    public TestDevice(String id, boolean simulated, LongSupplier nanoTime) {
        this.id = id;
        this.simulated = simulated;
        this.nanoTime = nanoTime;
    }

    static TestDevice inMemory() {
        return new TestDevice("a41fe4fe2bccf6c3", true, System::nanoTime);
    }

    OpenDevice open() {
        return new OpenDevice(DeviceAddress.parse("test:" + id), this);
    }

    /** What its clock shows at a reading of the monotonic clock. */
    public static long atNanoTime(long nanoTime) {
        return nanoTime + CLOCK_MINUS_NANO_TIME;
    }

    @Override
    public DeviceIdentity identity() {
        return new DeviceIdentity(id, "Test", "in memory", Optional.empty());
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
                return channelName;
            }

            @Override
            public long restNanos() {
                return restNanos;
            }

            @Override
            public RawExchange exchange() throws DeviceException {
                long send = nanoTime.getAsLong();
                gate.pass("exchange");
                long stamp = atNanoTime(nanoTime.getAsLong()) + steppedNanos;
                return new RawExchange(send, stamp, nanoTime.getAsLong(), 0, false);
            }
        });
    }

    @Override
    public Optional<Markers> markers() {
        return Optional.of(new Markers() {
            @Override
            public boolean takesDeviceTime() {
                return takesDeviceTime;
            }

            @Override
            public MarkerReply send(String name, OptionalLong deviceNanos) throws DeviceException {
                return TestDevice.this.send(name, deviceNanos);
            }
        });
    }

    @Override
    public Optional<StatusFeed> statusFeed() {
        return statusFeed;
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    private MarkerReply send(String name, OptionalLong deviceNanos) throws DeviceException {
        long send = nanoTime.getAsLong();
        gate.pass(name);
        sent.add(name);
        sentTimes.add(deviceNanos);
        OptionalLong taken = echoesDeviceTime ? deviceNanos : OptionalLong.empty();
        long stamp = taken.orElseGet(() -> atNanoTime(nanoTime.getAsLong()));
        return new MarkerReply(send, stamp, nanoTime.getAsLong(), recording);
    }

    @Override
    public Optional<RecordingControl> recordingControl() {
        return recordings ? Optional.of(new Recorder()) : Optional.empty();
    }

    @Override
    public Optional<LiveSamples> liveSamples() {
        return liveSamples;
    }

    private final class Recorder implements RecordingControl {
        @Override
        public String start() throws DeviceException {
            recordingCalls.add("start");
            gate.pass("recording start");
            recording = Optional.of("rec-1");
            return "rec-1";
        }

        @Override
        public void stopAndSave() throws DeviceException {
            recordingCalls.add("save");
            gate.pass("recording stop");
            recording = Optional.empty();
        }

        @Override
        public void cancel() {
            recordingCalls.add("cancel");
        }

        @Override
        public Optional<String> current() throws DeviceException {
            gate.pass("recording current");
            return recording.isPresent() && pollsUntilVisible.getAndDecrement() > 0 ? Optional.empty() : recording;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
