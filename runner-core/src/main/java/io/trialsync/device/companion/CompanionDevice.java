// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.Markers;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.StatusComponent.Hardware;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.StatusNews;
import io.trialsync.device.SyncChannel;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A phone that runs the Companion app.
 *
 * <p>Markers, control and time sync have a connection each, so that none waits for another.
 */
public final class CompanionDevice implements Device {

    static final String STATUS_PATH = "/api/status";
    private static final int CONNECT_ATTEMPTS = 3;

    private final DeviceIdentity identity;
    private final StampRule stampRule;
    private final boolean simulated;
    private final CompanionHttp control;
    private final CompanionHttp events;
    private final EventChannel eventChannel;
    private final Optional<TimeEchoChannel> timeEcho;
    private final List<LiveSamples> liveSamples;
    private final SyncChannel syncChannel;
    private final ComponentParser parser;
    private final CompanionFeed feed;
    private final List<String> notices;

    private CompanionDevice(
            CompanionStatus status,
            Phone phone,
            CompanionHttp control,
            StampRule stampRule,
            boolean simulated,
            DeviceContext context) {
        HostAndPort place = control.place();
        this.identity = identity(status, phone);
        this.stampRule = stampRule;
        this.simulated = simulated;
        this.control = control;
        PhoneGuard guard = new PhoneGuard(place, identity.id());
        UnknownParts unknown = new UnknownParts(place);
        this.parser = new ComponentParser(unknown);
        control.guardBy(guard);
        this.events = new CompanionHttp(place, context.nanoTime());
        events.guardBy(guard);
        this.eventChannel = new EventChannel(events);
        this.timeEcho = phone.timeEchoPort().isPresent()
                ? Optional.of(new TimeEchoChannel(
                        new HostAndPort(place.host(), phone.timeEchoPort().getAsInt()),
                        context.nanoTime(),
                        () -> control.status(parser)))
                : Optional.empty();
        this.liveSamples = new SensorStreams(control, parser, context.nanoTime()).offeredBy(status);
        this.syncChannel = timeEcho.<SyncChannel>map(echo -> new EchoOrEvents(echo, eventChannel, context.nanoTime()))
                .orElse(eventChannel);
        this.feed = new CompanionFeed(
                place,
                guard,
                unknown,
                FeedTiming.STANDARD,
                context.nanoTime(),
                new SplittableRandom(identity.id().hashCode()));
        this.notices = AddressNotice.of(place, phone);
    }

    /**
     * Connect to a phone and ask who it is.
     *
     * @param host its host name or IPv4 address, or its IPv6 address in brackets
     * @param port the port of its HTTP interface
     * @param stampRule how its stamps of one millisecond are formed, {@link StampRule#UNKNOWN} for a real phone
     * @param simulated whether it is a simulated phone, so that its data are no data of a participant
     * @param context what it may use of its surroundings
     * @return the open link; the caller closes it
     * @throws DeviceException if nothing answers there, or something that is not a Companion app
     */
    public static CompanionDevice connect(
            String host, int port, StampRule stampRule, boolean simulated, DeviceContext context)
            throws DeviceException {
        CompanionHttp control = new CompanionHttp(new HostAndPort(host, port), context.nanoTime());
        try {
            CompanionStatus status = firstStatus(control);
            Phone phone = status.phone()
                    .orElseThrow(() -> new DeviceException("the device at " + control.place()
                            + " answers, but not like a phone with the Companion app: its status names no phone"));
            return new CompanionDevice(status, phone, control, stampRule, simulated, context);
        } catch (DeviceException e) {
            control.close();
            throw new DeviceException(e.getMessage() + "; the app shows its own address under Stream", e);
        }
    }

    /** A phone whose radio sleeps may not answer in time at first; asking for its status again changes nothing there. */
    private static CompanionStatus firstStatus(CompanionHttp control) throws DeviceException {
        for (int attempt = 1; ; attempt++) {
            try {
                return control.status(new ComponentParser(new UnknownParts(control.place())));
            } catch (DeviceException e) {
                if (attempt == CONNECT_ATTEMPTS || !(e.getCause() instanceof InterruptedIOException)) {
                    throw e;
                }
            }
        }
    }

    private static DeviceIdentity identity(CompanionStatus status, Phone phone) {
        String version = status.hardware().flatMap(Hardware::version).orElse("");
        String model = version.startsWith("2") ? "Neon" : version.startsWith("1") ? "Invisible" : "Companion";
        Optional<String> serial = status.hardware()
                .flatMap(hardware -> model.equals("Neon") ? hardware.moduleSerial() : hardware.glassesSerial())
                .filter(text -> !text.equals("-1") && !text.equals("default"));
        return new DeviceIdentity(phone.deviceId(), model, phone.deviceName().orElse(""), serial);
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public List<DeviceClock> clocks() {
        return List.of(
                new DeviceClock(DeviceClock.WALL, TimeEchoChannel.RESOLUTION_NANOS, stampRule),
                new DeviceClock(DeviceClock.SENSOR, 0, StampRule.FLOORED));
    }

    @Override
    public boolean simulated() {
        return simulated;
    }

    @Override
    public Optional<SyncChannel> syncChannel() {
        return Optional.of(syncChannel);
    }

    @Override
    public Optional<Markers> markers() {
        return Optional.of(eventChannel);
    }

    @Override
    public Optional<RecordingControl> recordingControl() {
        return Optional.of(new CompanionRecordings(control, parser));
    }

    @Override
    public Optional<LiveSamples> liveSamples() {
        return liveSamples.stream().findFirst();
    }

    @Override
    public List<LiveSamples> allLiveSamples() {
        return liveSamples;
    }

    @Override
    public DeviceStatus status() throws DeviceException {
        return DeviceStatus.of(control.status(parser).components());
    }

    @Override
    public Optional<StatusFeed> statusFeed() {
        return Optional.of(listener -> feed.follow(news -> {
            if (news instanceof StatusNews.Lost) {
                events.forgetIdleConnections();
                control.forgetIdleConnections();
            }
            listener.accept(news);
        }));
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public void close() {
        feed.close();
        timeEcho.ifPresent(TimeEchoChannel::close);
        events.close();
        control.close();
    }
}
