// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The options of a {@link SimulatedCompanion}. Not thread-safe. */
public final class SimulatedCompanionBuilder {

    private final CompanionSpec spec;
    private String host = "127.0.0.1";
    private int port;
    private int timeEchoPort;
    private boolean anyTimeEchoPort;
    private final List<PhoneService> services = new ArrayList<>();
    private int rtspPort;
    private boolean otherRtspPort;
    private GazeSource gaze = GazeSource.WANDERING;
    private StreamFaults streamFaults = StreamFaults.NONE;
    private LongSupplier nanoTime = System::nanoTime;
    private InstantSource hostWallClock = Clock.systemUTC();
    private Consumer<Received> listener = received -> {};
    private Optional<ClockModel> clockModel = Optional.empty();
    private Optional<Waiter> waiter = Optional.empty();
    private Optional<Replay> replay = Optional.empty();

    SimulatedCompanionBuilder(CompanionSpec spec) {
        this.spec = spec;
    }

    /**
     * Listen on an address other than the loopback address.
     *
     * @param address an address of this computer, or {@code 0.0.0.0} for all of them
     * @return this
     */
    public SimulatedCompanionBuilder host(String address) {
        this.host = address;
        return this;
    }

    /**
     * Listen for HTTP on a given port.
     *
     * @param number from 1 to 65535, or 0 for any free one; a real phone has 8080
     * @return this
     */
    public SimulatedCompanionBuilder port(int number) {
        this.port = requirePort(number);
        return this;
    }

    /**
     * Listen for Time Echo on a given port.
     *
     * @param number from 1 to 65535, or 0 for any free one; a real phone has 12321
     * @return this
     */
    public SimulatedCompanionBuilder timeEchoPort(int number) {
        this.timeEchoPort = requirePort(number);
        this.anyTimeEchoPort = false;
        return this;
    }

    /**
     * Listen for Time Echo on a given port if it is free, else on any free one; the phone's status tells which.
     *
     * @param number from 1 to 65535; a real phone has 12321
     * @return this
     */
    public SimulatedCompanionBuilder preferTimeEchoPort(int number) {
        this.timeEchoPort = requirePort(number);
        this.anyTimeEchoPort = true;
        return this;
    }

    /** Run something beside the phone, as long as it does. */
    SimulatedCompanionBuilder service(PhoneService service) {
        services.add(service);
        return this;
    }

    /**
     * Listen for RTSP on a given port, if the phone has a stream.
     *
     * @param number from 1 to 65535, or 0 for any free one; a real phone has 8086
     * @return this
     */
    public SimulatedCompanionBuilder rtspPort(int number) {
        this.rtspPort = requirePort(number);
        this.otherRtspPort = false;
        return this;
    }

    /**
     * Listen for RTSP on a given port if it is free, else on any other; the phone's status tells which.
     *
     * @param number from 1 to 65535
     * @return this
     */
    public SimulatedCompanionBuilder preferredRtspPort(int number) {
        this.rtspPort = requirePort(number);
        this.otherRtspPort = true;
        return this;
    }

    /**
     * Stream the gaze of a recording over and over, in place of a synthetic one.
     *
     * @param table a table of gaze as Pupil Cloud exports it
     * @return this
     * @throws IOException if it cannot be read or is no such table; the message names it and says why
     */
    public SimulatedCompanionBuilder gazeOf(Path table) throws IOException {
        this.gaze = RecordedGaze.read(table);
        return this;
    }

    /**
     * Let something go wrong with the live streams.
     *
     * @param faults what
     * @return this
     */
    public SimulatedCompanionBuilder streamFaults(StreamFaults faults) {
        this.streamFaults = faults;
        return this;
    }

    /**
     * Use other clocks of the host than the machine's own.
     *
     * @param monotonic the host's monotonic clock, thread-safe, such as {@code System::nanoTime}
     * @param wallClock the host's wall clock, read once at the start
     * @return this
     */
    public SimulatedCompanionBuilder hostClocks(LongSupplier monotonic, InstantSource wallClock) {
        this.nanoTime = monotonic;
        this.hostWallClock = wallClock;
        return this;
    }

    /**
     * Hear of what the phone receives.
     *
     * @param consumer called on the serving threads before the delay of the reply: it must be quick, thread-safe, and not throw
     * @return this
     */
    public SimulatedCompanionBuilder listener(Consumer<Received> consumer) {
        this.listener = consumer;
        return this;
    }

    /**
     * Let the wall clock run as a fitted model says; the sensor clock runs as the model does without its steps.
     *
     * @param model a model fitted to a session; {@code at} puts the start into that session
     * @return this
     * @throws IllegalArgumentException if the specification has an offset, a drift or a step as well
     */
    public SimulatedCompanionBuilder clockModel(ClockModel model) {
        if (spec.describesClock()) {
            throw new IllegalArgumentException(
                    "a fitted model and an offset, drift or step are given; the clock can follow only one of them");
        }
        this.clockModel = Optional.of(model);
        return this;
    }

    /**
     * {@return a device clock that runs as a fitted model says}
     *
     * @param model a model fitted to a session
     */
    public static DeviceTimeline timelineOf(ClockModel model) {
        return new FittedTimeline(model);
    }

    /** Let the phone live through a recorded session, whose start is the specification's {@code at}. */
    SimulatedCompanionBuilder replaying(Replay recorded) {
        this.replay = Optional.of(recorded);
        return this;
    }

    SimulatedCompanionBuilder waiter(Waiter replacement) {
        this.waiter = Optional.of(replacement);
        return this;
    }

    static int requirePort(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port [" + number + "] is not within 0 to 65535");
        }
        return number;
    }

    /**
     * Start the phone; its clocks start now.
     *
     * @return the running phone; the caller closes it
     * @throws DeviceException if an address is not of this computer or a port is taken; the message names it
     */
    public SimulatedCompanion start() throws DeviceException {
        Optional<TimeEchoServer> timeEcho = spec.identity().timeEcho() ? Optional.of(bindTimeEcho()) : Optional.empty();
        Optional<RtspServer> rtsp = Optional.empty();
        try {
            rtsp = spec.streamHertz().isPresent() ? Optional.of(bindRtsp()) : rtsp;
            return startServices(start(timeEcho, rtsp));
        } catch (DeviceException | RuntimeException e) {
            rtsp.ifPresent(RtspServer::close);
            timeEcho.ifPresent(TimeEchoServer::close);
            throw e;
        }
    }

    private TimeEchoServer bindTimeEcho() throws DeviceException {
        try {
            return TimeEchoServer.bind(host, timeEchoPort);
        } catch (DeviceException e) {
            if (anyTimeEchoPort) {
                return TimeEchoServer.bind(host, 0);
            }
            throw e;
        }
    }

    private RtspServer bindRtsp() throws DeviceException {
        try {
            return RtspServer.bind(host, rtspPort);
        } catch (DeviceException e) {
            if (otherRtspPort) {
                return RtspServer.bind(host, 0);
            }
            throw e;
        }
    }

    private SimulatedCompanion startServices(SimulatedCompanion phone) throws DeviceException {
        try {
            for (PhoneService service : services) {
                phone.closes(service.start(phone));
            }
            return phone;
        } catch (DeviceException | RuntimeException e) {
            phone.close();
            throw e;
        }
    }

    private SimulatedCompanion start(Optional<TimeEchoServer> timeEcho, Optional<RtspServer> rtsp)
            throws DeviceException {
        long startNanoTime = nanoTime.getAsLong();
        PhoneClock clock = clock(startNanoTime);
        Waiter waiting = waiter.orElseGet(() -> Waiter.precise(nanoTime));
        PhoneNetwork network = new PhoneNetwork(nanoTime, waiting);
        ReplyFaults faults = new ReplyFaults(clock, spec.faults().replies());
        StatusFeed feed = new StatusFeed(faults);
        String reachable = ReachableAddress.of(host);
        CompanionApi api =
                new CompanionApi(state(status(reachable, timeEcho, rtsp), clock, feed, network), listening(clock));
        SplittableRandom random = new SplittableRandom(spec.seed());
        PowerSave radio = new PowerSave(
                new SplittableRandom(Long.reverse(spec.seed())), spec.faults().screenOff());
        DelayedCalls echoes = new DelayedCalls(clock, delays(random, Replay::exchangeDelays), radio, network, waiting);
        DelayedCalls events = new DelayedCalls(clock, delays(random, Replay::eventDelays), radio, network, waiting);
        DelayedCalls control = new DelayedCalls(clock, delays(random, Replay::exchangeDelays), radio, network, waiting);
        RepeatedReplies repeated = new RepeatedReplies();
        CompanionHttpServer http = CompanionHttpServer.start(
                host,
                port,
                new CompanionHttpServer.Answers(
                        api, events, control, faults, new SpoiledReplies(repeated, clock, waiting)),
                new PhoneHttpServerFactory(api.state(), feed, network, repeated));
        timeEcho.ifPresent(server -> server.serve(api, echoes, network, faults));
        Optional<SensorStreams> streams = rtsp.map(
                server -> new SensorStreams(spec, clock, random.split(), waiting, gaze, streamFaults, network));
        rtsp.ifPresent(server -> streams.ifPresent(sensors -> server.serve(reachable, sensors)));
        rtsp.ifPresent(server -> network.onCut(server::dropAll));
        CompanionControls controls =
                new CompanionControls(api, feed, faults, network, radio, () -> rtsp.ifPresent(RtspServer::dropAll));
        SimulatedCompanion phone =
                new SimulatedCompanion(api, host, reachable, http, timeEcho, rtsp, streams, controls);
        PhoneRoutine routine = new PhoneRoutine(
                api.state(), feed, spec.faults(), replay.map(Replay::actions).orElse(List.of()), controls);
        phone.closes(network);
        phone.closes(routine);
        routine.start();
        return phone;
    }

    private PhoneStatus status(String reachable, Optional<TimeEchoServer> timeEcho, Optional<RtspServer> rtsp) {
        return new PhoneStatus(
                spec,
                spec.identity().ip().orElse(reachable),
                spec.batteryPercent(),
                timeEcho.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty()),
                rtsp.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty()),
                spec.faults().unknownFirst());
    }

    private PhoneState state(PhoneStatus status, PhoneClock clock, StatusFeed feed, PhoneNetwork network) {
        // two runs have different recordings, and a run with a seed and a given start can be repeated
        SplittableRandom ids = new SplittableRandom(spec.seed() ^ clock.wallNanosAt(clock.startNanoTime()));
        return new PhoneState(
                status,
                clock,
                new Recordings(spec.recordingDelayNanos(), ids),
                feed,
                () -> network.lose(NetworkLoss.RESET, PhoneNetwork.FOR_GOOD_NANOS));
    }

    private PhoneClock clock(long startNanoTime) {
        long startHostNanos = spec.at().isPresent() ? spec.at().getAsLong() : hostNanosAt(startNanoTime);
        DeviceTimeline wall = replay.isPresent()
                ? new MovedTimeline(replay.get().wall(), hostNanosAt(startNanoTime) - startHostNanos)
                : clockModel.map(SimulatedCompanionBuilder::timelineOf).orElseGet(() -> spec.wallClock(startHostNanos));
        return new PhoneClock(nanoTime, startNanoTime, startHostNanos, wall, spec.sensorClock(wall));
    }

    private long hostNanosAt(long reading) {
        return new HostClock(nanoTime, hostWallClock).toHostNanos(reading);
    }

    private Consumer<Received> listening(PhoneClock clock) {
        return replay.<Consumer<Received>>map(session -> received -> {
                    listener.accept(received);
                    if (received instanceof Received.Event event) {
                        session.positionOf(event.name()).ifPresent(position -> clock.skipTo(position, clock.now()));
                    }
                })
                .orElse(listener);
    }

    /** Each channel draws delays of its own, so that a series of exchanges does not depend on what happens beside it. */
    private DelaySource delays(SplittableRandom random, Function<Replay, RecordedDelays> recorded) {
        SplittableRandom own = random.split();
        return replay.<DelaySource>map(session -> recorded.apply(session).drawnFrom(own))
                .orElseGet(() -> new LinkDelays(spec.forward(), spec.backward(), own));
    }
}
