// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Event;
import io.trialsync.device.StatusComponent.Hardware;
import io.trialsync.device.StatusComponent.NetworkDevice;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusComponent.Sensor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code {"data":{…},"model":"Phone"}}, as it stands in the list of {@code GET /api/status} and in each frame of the
 * WebSocket. What is unknown, missing or of a wrong type is skipped, and what is left out that way is logged once.
 */
final class ComponentParser {

    private static final int HIGHEST_PORT = 65_535;
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Phone",
            Set.of(
                    "battery_level",
                    "battery_state",
                    "device_id",
                    "device_name",
                    "ip",
                    "memory",
                    "memory_state",
                    "port",
                    "time_echo_port"),
            "Hardware",
            Set.of("frame_name", "glasses_serial", "module_serial", "version", "world_camera_serial"),
            "Sensor",
            Set.of("conn_type", "connected", "ip", "params", "port", "protocol", "sensor", "stream_error"),
            "Recording",
            Set.of("action", "id", "message", "rec_duration_ns"),
            "Event",
            Set.of("name", "recording_id", "timestamp"),
            "NetworkDevice",
            Set.of("connected", "device_id", "device_name", "ip", "port"));

    private final UnknownParts unknown;

    ComponentParser(UnknownParts unknown) {
        this.unknown = unknown;
    }

    /** The component, empty if it is unknown or lacks what it is known by. */
    Optional<StatusComponent> parse(JsonNode component) {
        String model = text(component, "model").orElse("");
        Set<String> known = FIELDS.get(model);
        if (known == null) {
            unknown.skipped(
                    component.isObject() && !model.isEmpty()
                            ? "a component of the unknown model [" + model + "]"
                            : "something that is no component");
            return Optional.empty();
        }
        JsonNode data = component.path("data");
        data.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> unknown.skipped("the unknown field [" + field + "] of a " + model));
        Optional<StatusComponent> parsed = of(model, data);
        if (parsed.isEmpty()) {
            unknown.skipped("a " + model + " without what it is known by");
        }
        return parsed;
    }

    private static Optional<StatusComponent> of(String model, JsonNode data) {
        return switch (model) {
            // a number would be the id of another phone, which it is not
            case "Phone" ->
                text(data, "device_id")
                        .filter(id -> data.path("device_id").isString())
                        .map(id -> phone(id, data));
            case "Hardware" -> Optional.of(hardware(data));
            case "Sensor" -> text(data, "sensor").map(sensor -> sensor(sensor, data));
            case "Recording" -> text(data, "id").map(id -> recording(id, data));
            case "Event" -> event(data);
            case "NetworkDevice" -> text(data, "device_id").map(id -> networkDevice(id, data));
            default -> Optional.empty();
        };
    }

    private static Phone phone(String id, JsonNode data) {
        return new Phone(
                id,
                text(data, "device_name"),
                text(data, "ip"),
                whole(data, "battery_level", 0, 100),
                text(data, "battery_state"),
                whole(data, "memory"),
                text(data, "memory_state"),
                whole(data, "time_echo_port", 1, HIGHEST_PORT));
    }

    private static Hardware hardware(JsonNode data) {
        return new Hardware(
                text(data, "version"),
                text(data, "module_serial"),
                text(data, "glasses_serial"),
                text(data, "world_camera_serial"),
                text(data, "frame_name"));
    }

    private static Sensor sensor(String sensor, JsonNode data) {
        return new Sensor(
                sensor,
                text(data, "conn_type").orElse(""),
                data.path("connected").asBoolean(false),
                text(data, "ip"),
                whole(data, "port", 1, HIGHEST_PORT),
                text(data, "protocol"),
                text(data, "params"),
                data.path("stream_error").isBoolean()
                        ? Optional.of(data.path("stream_error").booleanValue())
                        : Optional.empty());
    }

    private static Recording recording(String id, JsonNode data) {
        return new Recording(
                id, text(data, "action").orElse(""), text(data, "message"), whole(data, "rec_duration_ns"));
    }

    private static Optional<StatusComponent> event(JsonNode data) {
        Optional<String> name = text(data, "name");
        OptionalLong stamp = whole(data, "timestamp");
        return name.isEmpty() || stamp.isEmpty()
                ? Optional.empty()
                : Optional.of(new Event(name.get(), stamp.getAsLong(), text(data, "recording_id")));
    }

    private static NetworkDevice networkDevice(String id, JsonNode data) {
        return new NetworkDevice(
                id,
                text(data, "device_name"),
                text(data, "ip"),
                data.path("connected").asBoolean(false));
    }

    private static Optional<String> text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return Optional.of(value.isValueNode() && !value.isNull() ? LinkFailure.oneLine(value.asString("")) : "")
                .filter(text -> !text.isEmpty());
    }

    private static OptionalLong whole(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    private static OptionalInt whole(JsonNode data, String field, int least, int most) {
        OptionalLong value = whole(data, field);
        return value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }
}
