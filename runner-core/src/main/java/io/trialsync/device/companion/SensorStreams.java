// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.companion.rtsp.RtspAddress;
import io.trialsync.device.companion.rtsp.RtspSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Finds the live streams of a phone in its status.
 *
 * <p>A stream is offered if the phone says at first that its sensor is connected; what it says later is not gone by, since
 * phones have said {@code connected} of sensors that were not. A stream is sought where the phone was reached: the address in
 * its status may be one of another of its networks. Only if it is not there, the address in the status is tried.
 */
final class SensorStreams {

    /** What a real phone has. */
    private static final int USUAL_PORT = 8086;

    private static final String DIRECT = "DIRECT";

    /** An address, never a name, which a name server far away would be asked for. */
    private static final Pattern IP = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]{1,45}");

    /** Gaze first, since it is what a session is about. */
    private static final List<String> SENSORS = List.of("gaze", "imu");

    private final CompanionHttp control;
    private final ComponentParser parser;
    private final LongSupplier nanoTime;

    SensorStreams(CompanionHttp control, ComponentParser parser, LongSupplier nanoTime) {
        this.control = control;
        this.parser = parser;
        this.nanoTime = nanoTime;
    }

    List<LiveSamples> offeredBy(CompanionStatus status) {
        List<LiveSamples> offered = new ArrayList<>();
        for (String name : SENSORS) {
            if (direct(status, name).filter(Sensor::connected).isPresent()) {
                RtspSamples.of(name, () -> find(name), nanoTime).ifPresent(offered::add);
            }
        }
        return List.copyOf(offered);
    }

    private static Optional<Sensor> direct(CompanionStatus status, String name) {
        return status.sensors().stream()
                .filter(sensor ->
                        sensor.sensor().equals(name) && sensor.connection().equals(DIRECT))
                .findFirst();
    }

    private List<RtspAddress> find(String name) throws DeviceException {
        return direct(control.status(parser), name).map(this::addresses).orElse(List.of());
    }

    private List<RtspAddress> addresses(Sensor sensor) {
        String reached = control.place().bareHost();
        int port = sensor.port().orElse(USUAL_PORT);
        String parameters =
                sensor.params().filter(RtspAddress::usable).orElse("camera=" + sensor.sensor() + "&audioenable=on");
        List<RtspAddress> addresses = new ArrayList<>(List.of(new RtspAddress(reached, port, parameters)));
        sensor.ip()
                .filter(ip -> IP.matcher(ip).matches() && !ip.equals(reached))
                .ifPresent(ip -> addresses.add(new RtspAddress(ip, port, parameters)));
        return addresses;
    }
}
