// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a simulated phone says of itself, as components of its status. Immutable and thread-safe.
 *
 * @param spec what the phone is like
 * @param ip the address at which it says that clients reach it
 * @param batteryPercent its charge
 * @param timeEchoPort the port of its Time Echo server; empty if it has none, as old apps
 * @param rtspPort the port of its streams; empty if it has none
 * @param unknownFirst whether a component comes first, and a field in {@code Phone}, that no client knows
 */
record PhoneStatus(
        CompanionSpec spec,
        String ip,
        int batteryPercent,
        OptionalInt timeEchoPort,
        OptionalInt rtspPort,
        boolean unknownFirst) {

    /** Below this charge, in percent, the phone refuses to record; a real phone's limit is not public. */
    static final int CRITICAL_BATTERY = 5;

    private static final int LOW_BATTERY = 20;
    private static final long FREE_BYTES = 198_471_864_320L;
    private static final int DIRECT_PORT = 8086;
    private static final int WEBSOCKET_PORT = 8686;

    PhoneStatus withIp(String other) {
        return new PhoneStatus(spec, other, batteryPercent, timeEchoPort, rtspPort, unknownFirst);
    }

    PhoneStatus withBattery(int percent) {
        return new PhoneStatus(spec, ip, percent, timeEchoPort, rtspPort, unknownFirst);
    }

    PhoneStatus withRtspPort(OptionalInt port) {
        return new PhoneStatus(spec, ip, batteryPercent, timeEchoPort, port, unknownFirst);
    }

    PhoneStatus withUnknownFirst(boolean unknown) {
        return new PhoneStatus(spec, ip, batteryPercent, timeEchoPort, rtspPort, unknown);
    }

    /** {@return the 16 hex digits that tell this phone from every other one; they depend on the seed unless they are given} */
    String deviceId() {
        return spec.identity()
                .id()
                .orElseGet(() -> HexFormat.of().toHexDigits(new SplittableRandom(spec.seed()).nextLong()));
    }

    boolean batteryCritical() {
        return batteryPercent < CRITICAL_BATTERY;
    }

    /** {@return the serial number of a Neon's module} */
    String moduleSerial() {
        SplittableRandom random = new SplittableRandom(~spec.seed());
        return spec.identity().serial().orElseGet(() -> Integer.toString(random.nextInt(100_000, 1_000_000)));
    }

    /** {@return the components without those that depend on what the phone is doing} */
    List<Map<String, Object>> components() {
        List<Map<String, Object>> components = new ArrayList<>();
        if (unknownFirst) {
            components.add(CompanionJson.component("Unheard", Map.of("level", 1, "parts", List.of("a", "b"))));
        }
        components.addAll(List.of(phone(), hardware()));
        for (String sensor : spec.model() == CompanionModel.NEON ? NEON_SENSORS : INVISIBLE_SENSORS) {
            components.add(sensor(sensor, "WEBSOCKET", WEBSOCKET_PORT, "off"));
            components.add(sensor(sensor, "DIRECT", rtspPort.orElse(DIRECT_PORT), "on"));
        }
        return components;
    }

    private static final List<String> NEON_SENSORS = List.of("imu", "world", "gaze", "eyes", "eye_events");
    private static final List<String> INVISIBLE_SENSORS = List.of("world", "gaze");

    private Map<String, Object> phone() {
        Map<String, Object> data = new TreeMap<>(Map.of(
                "battery_level",
                batteryPercent,
                "battery_state",
                batteryState(),
                "device_id",
                deviceId(),
                "device_name",
                spec.name(),
                "ip",
                ip,
                "memory",
                FREE_BYTES,
                "memory_state",
                "OK"));
        timeEchoPort.ifPresent(port -> data.put("time_echo_port", port));
        if (unknownFirst) {
            data.put("unheard", List.of(1, "a"));
        }
        return CompanionJson.component("Phone", data);
    }

    private String batteryState() {
        return batteryCritical() ? "CRITICAL" : batteryPercent < LOW_BATTERY ? "LOW" : "OK";
    }

    private Map<String, Object> hardware() {
        SplittableRandom random = new SplittableRandom(~spec.seed());
        Map<String, String> data = spec.model() == CompanionModel.NEON
                ? Map.of(
                        "frame_name", "Just act natural",
                        "glasses_serial", "-1",
                        "module_serial", moduleSerial(),
                        "version", "2.0",
                        "world_camera_serial", "-1")
                : Map.of(
                        "glasses_serial",
                        spec.identity().serial().orElseGet(() -> serial(random)),
                        "module_serial",
                        "default",
                        "version",
                        "1.0",
                        "world_camera_serial",
                        serial(random));
        return CompanionJson.component("Hardware", data);
    }

    private static String serial(SplittableRandom random) {
        return random.ints(5, 0, 36)
                .mapToObj(digit -> Integer.toString(digit, 36))
                .reduce("", String::concat);
    }

    /** Of the sensor, whatever the connection: a real phone says the same of both, though here only {@code DIRECT} answers. */
    private boolean connected(String sensor) {
        return rtspPort.isPresent()
                && SensorKind.named(sensor)
                        .filter(kind -> kind.streamedBy(spec.model()))
                        .isPresent();
    }

    private Map<String, Object> sensor(String sensor, String connection, int port, String audio) {
        return CompanionJson.component(
                "Sensor",
                Map.of(
                        "conn_type",
                        connection,
                        "connected",
                        connected(sensor),
                        "ip",
                        ip,
                        "params",
                        "camera=" + sensor + "&audioenable=" + audio,
                        "port",
                        port,
                        "protocol",
                        "rtsp",
                        "sensor",
                        sensor,
                        "stream_error",
                        false));
    }
}
