// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated phone with the Companion app, on real sockets: status, events, recordings and calibration over HTTP, the status feed as
 * a WebSocket on the same port and path, Time Echo, and gaze and IMU samples over RTSP.
 *
 * <p>Delays are waited before and after each stamp, so that links may be slow in one direction only. It can tell the truth:
 * when each of its stamps was really taken, and what its clocks show at any instant. The wire behaviour follows app 2.9.31
 * as others have seen it and has not been compared with a real phone. Thread-safe.
 */
public final class SimulatedCompanion implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCompanion.class);

    private final CompanionApi api;
    private final String host;
    private final String reachableHost;
    private final CompanionHttpServer http;
    private final Optional<TimeEchoServer> timeEcho;
    private final Optional<RtspServer> rtsp;
    private final Optional<SensorStreams> streams;
    private final CompanionControls controls;
    private final Deque<AutoCloseable> services = new ArrayDeque<>();

    SimulatedCompanion(
            CompanionApi api,
            String host,
            String reachableHost,
            CompanionHttpServer http,
            Optional<TimeEchoServer> timeEcho,
            Optional<RtspServer> rtsp,
            Optional<SensorStreams> streams,
            CompanionControls controls) {
        this.api = api;
        this.host = host;
        this.reachableHost = reachableHost;
        this.http = http;
        this.timeEcho = timeEcho;
        this.rtsp = rtsp;
        this.streams = streams;
        this.controls = controls;
    }

    /** Have something closed with the phone, the last first. */
    void closes(AutoCloseable service) {
        services.push(service);
    }

    /** {@return what the phone is doing} */
    PhoneState state() {
        return api.state();
    }

    /** {@return what can be done to it} */
    public CompanionControls controls() {
        return controls;
    }

    /**
     * Start a phone on free ports of the loopback address.
     *
     * @param spec what it is like
     * @return the running phone; the caller closes it
     * @throws DeviceException if it cannot listen
     */
    public static SimulatedCompanion start(CompanionSpec spec) throws DeviceException {
        return with(spec).start();
    }

    /**
     * Choose more than what the phone is like: its ports, its time source, who hears of what it receives.
     *
     * @param spec what it is like
     * @return its options, with defaults
     */
    public static SimulatedCompanionBuilder with(CompanionSpec spec) {
        return new SimulatedCompanionBuilder(spec);
    }

    /** {@return the address at which clients reach it} */
    public String host() {
        return reachableHost;
    }

    /** {@return the address on which it listens} */
    public String boundHost() {
        return host;
    }

    /** {@return the port of its HTTP interface} */
    public int port() {
        return http.port();
    }

    /** {@return the port of its Time Echo server; 0 if its app has none} */
    public int timeEchoPort() {
        return timeEcho.map(TimeEchoServer::port).orElse(0);
    }

    /** {@return the port of its RTSP server; empty if it has no stream} */
    public OptionalInt rtspPort() {
        return state().status().rtspPort();
    }

    /** {@return the 16 hex digits that tell it from other phones} */
    public String deviceId() {
        return state().status().deviceId();
    }

    /** {@return what it is like} */
    public CompanionSpec spec() {
        return state().status().spec();
    }

    /** {@return the stamps it gave, oldest first; only the latest 100 000 are kept} */
    public List<GivenStamp> givenStamps() {
        return api.givenStamps();
    }

    /** {@return the host's monotonic clock when the phone's clocks started, in nanoseconds of arbitrary origin} */
    public long startNanoTime() {
        return api.clock().startNanoTime();
    }

    /**
     * Start the clocks of a phone whose start is a given instant ({@code at}) once more, now, so that the time it took to get
     * everything going does not count. Only sensible before anything was stamped; other phones go on as they are.
     */
    public void restartClocks() {
        if (spec().at().isPresent()) {
            api.clock().restart();
        }
    }

    /**
     * {@return host time at a reading of the host's monotonic clock, in nanoseconds since 1970, as this phone counts it}
     *
     * @param nanoTime a reading of the monotonic clock, in nanoseconds
     */
    public long hostNanosAt(long nanoTime) {
        return api.clock().hostNanosAt(nanoTime);
    }

    /**
     * {@return what the phone's wall clock truly shows at an instant, in nanoseconds, not cut down to a resolution}
     *
     * @param nanoTime the host's monotonic clock at that instant, in nanoseconds
     */
    public long trueWallNanosAt(long nanoTime) {
        return api.clock().wallNanosAt(nanoTime);
    }

    /**
     * {@return what the phone's sensor clock truly shows at an instant, in nanoseconds}
     *
     * @param nanoTime the host's monotonic clock at that instant, in nanoseconds
     */
    public long trueSensorNanosAt(long nanoTime) {
        return api.clock().sensorNanosAt(nanoTime);
    }

    /**
     * {@return all instants at which the wall clock shows a time, on the host's monotonic clock, in rising order; none if the
     * clock jumped over it}
     *
     * @param wallNanos the time of the wall clock, in nanoseconds
     */
    public List<Long> trueNanoTimesOfWall(long wallNanos) {
        return api.clock().nanoTimesOfWall(wallNanos);
    }

    /** {@return the samples that it sent or lost on the way, oldest first; only the latest 100 000 are kept} */
    public List<SentSample> sentSamples() {
        return streams.map(SensorStreams::sent).orElse(List.of());
    }

    /** Stops listening and drops all connections; may be called twice. */
    @Override
    public void close() {
        while (!services.isEmpty()) {
            quietly(services.pop());
        }
        rtsp.ifPresent(RtspServer::close);
        timeEcho.ifPresent(TimeEchoServer::close);
        http.close();
    }

    private static void quietly(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            LOG.warn("a part of the simulated phone did not close cleanly", e);
        }
    }
}
