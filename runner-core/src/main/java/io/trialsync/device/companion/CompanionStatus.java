// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What {@code GET /api/status} says, as far as it is used; unknown components and fields are ignored, missing ones are empty.
 */
record CompanionStatus(
        Optional<Phone> phone, Optional<Hardware> hardware, List<Sensor> sensors, Optional<Recording> recording) {

    record Phone(String deviceId, String deviceName, OptionalInt timeEchoPort, Map<String, String> state) {}

    record Hardware(String version, String moduleSerial, String glassesSerial) {}

    record Sensor(String sensor, String connection, boolean connected, String ip, int port, String parameters) {
        static final String DIRECT = "DIRECT";
    }

    record Recording(String id, String action) {
        boolean running() {
            return action.equals("START");
        }
    }

    private static final int HIGHEST_PORT = 65_535;
    private static final List<String> PHONE_STATE = List.of("battery_level", "battery_state", "memory", "memory_state");

    static CompanionStatus parse(JsonNode components) {
        Optional<Phone> phone = Optional.empty();
        Optional<Hardware> hardware = Optional.empty();
        Optional<Recording> recording = Optional.empty();
        List<Sensor> sensors = new ArrayList<>();
        for (JsonNode component : components) {
            JsonNode data = component.path("data");
            switch (component.path("model").asString("")) {
                case "Phone" -> phone = phone.isPresent() ? phone : phone(data);
                case "Hardware" -> hardware = Optional.of(hardware(data));
                case "Sensor" -> sensors.add(sensor(data));
                case "Recording" ->
                    recording = recording.filter(Recording::running).or(() -> recording(data));
                default -> {
                    // other components come with newer apps
                }
            }
        }
        return new CompanionStatus(phone, hardware, List.copyOf(sensors), recording);
    }

    private static Optional<Phone> phone(JsonNode data) {
        String id = text(data, "device_id");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> state = new LinkedHashMap<>();
        for (String field : PHONE_STATE) {
            if (data.path(field).isValueNode() && !data.path(field).isNull()) {
                state.put(field, text(data, field));
            }
        }
        JsonNode port = data.path("time_echo_port");
        boolean usable = port.isIntegralNumber()
                && port.canConvertToInt()
                && port.intValue() > 0
                && port.intValue() <= HIGHEST_PORT;
        return Optional.of(new Phone(
                id, text(data, "device_name"), usable ? OptionalInt.of(port.intValue()) : OptionalInt.empty(), state));
    }

    private static Hardware hardware(JsonNode data) {
        return new Hardware(text(data, "version"), text(data, "module_serial"), text(data, "glasses_serial"));
    }

    private static Sensor sensor(JsonNode data) {
        return new Sensor(
                text(data, "sensor"),
                text(data, "conn_type"),
                data.path("connected").asBoolean(false),
                text(data, "ip"),
                data.path("port").asInt(0),
                text(data, "params"));
    }

    private static Optional<Recording> recording(JsonNode data) {
        String id = text(data, "id");
        return id.isEmpty() ? Optional.empty() : Optional.of(new Recording(id, text(data, "action")));
    }

    private static String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isValueNode() && !value.isNull() ? LinkFailure.oneLine(value.asString("")) : "";
    }
}
