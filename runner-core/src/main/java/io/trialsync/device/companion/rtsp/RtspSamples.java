// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The live samples of one sensor of a phone. Gaze has the time of its RTP packets, in steps of the stream's clock (11 µs at the
 * usual 90 kHz); IMU samples bring a time of their own. Used by one thread at a time.
 */
public final class RtspSamples implements LiveSamples {

    /** Asks the phone where it offers a stream. */
    @FunctionalInterface
    public interface Finder {

        /**
         * {@return the addresses at which the stream may be reached, the likeliest first; none if the phone has no such sensor}
         *
         * @throws DeviceException if the phone cannot be asked
         */
        List<RtspAddress> find() throws DeviceException;
    }

    private final Payload payload;
    private final Finder finder;
    private final LongSupplier nanoTime;
    private final long silenceNanos;

    RtspSamples(Payload payload, Finder finder, LongSupplier nanoTime, long silenceNanos) {
        this.payload = payload;
        this.finder = finder;
        this.nanoTime = nanoTime;
        this.silenceNanos = silenceNanos;
    }

    /**
     * {@return the samples of a sensor; empty if its samples cannot be read}
     *
     * @param sensor the sensor as the phone's status names it, such as {@code gaze}
     * @param finder asks the phone where it offers the stream, each time it is started
     * @param nanoTime the host's monotonic clock, with which samples are stamped when they come; thread-safe
     */
    public static Optional<RtspSamples> of(String sensor, Finder finder, LongSupplier nanoTime) {
        for (Payload payload : Payload.values()) {
            if (payload.stream().equals(sensor)) {
                return Optional.of(new RtspSamples(payload, finder, nanoTime, PlayingStream.SILENCE_NANOS));
            }
        }
        return Optional.empty();
    }

    @Override
    public String clock() {
        return DeviceClock.SENSOR;
    }

    @Override
    public LiveStream start(Listener listener) throws DeviceException {
        List<RtspAddress> addresses = finder.find();
        if (addresses.isEmpty()) {
            throw new DeviceException("the phone's status names no sensor " + payload.stream()
                    + " that can be reached directly; are the glasses plugged in?");
        }
        DeviceException first = null;
        for (RtspAddress address : addresses) {
            try {
                return start(address, RtspSession.connect(address, payload, nanoTime), listener);
            } catch (DeviceException e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first);
    }

    private LiveStream start(RtspAddress address, RtspSession session, Listener listener) throws DeviceException {
        PortPair ports = null;
        try {
            SessionDescription description = session.describe();
            ports = PortPair.open();
            session.setUp(ports);
            session.play();
            PlayingStream stream = new PlayingStream(
                    session,
                    ports,
                    new SampleFlow(payload, description, listener),
                    nanoTime,
                    silenceNanos,
                    payload,
                    address);
            stream.start();
            return stream;
        } catch (IOException e) {
            session.close();
            if (ports != null) {
                ports.close();
            }
            throw e instanceof DeviceException known
                    ? known
                    : new DeviceException("no stream of " + payload.stream() + ": " + e.getMessage(), e);
        }
    }
}
