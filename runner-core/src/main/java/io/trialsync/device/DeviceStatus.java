// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device said of its state at one time, for the record.
 *
 * @param values names and values in the device's own words, without personal data; immutable, in order of name
 */
public record DeviceStatus(Map<String, String> values) {

    /** A device that says nothing. */
    public static final DeviceStatus EMPTY = new DeviceStatus(Map.of());

    /** Copies the map. */
    public DeviceStatus {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * {@return the state of phone and sensors, without names and addresses}
     *
     * @param components what a device says of itself; a later part replaces an earlier one of the same kind
     */
    public static DeviceStatus of(Collection<StatusComponent> components) {
        Map<String, String> values = new TreeMap<>();
        for (StatusComponent component : components) {
            if (component instanceof StatusComponent.Phone phone) {
                phone.batteryPercent().ifPresent(percent -> values.put("battery_level", String.valueOf(percent)));
                phone.batteryState().ifPresent(state -> values.put("battery_state", state));
                phone.memoryBytes().ifPresent(bytes -> values.put("memory", String.valueOf(bytes)));
                phone.memoryState().ifPresent(state -> values.put("memory_state", state));
            } else if (component instanceof StatusComponent.Sensor sensor) {
                String name =
                        "sensor_" + sensor.sensor() + "_" + sensor.connection().toLowerCase(Locale.ROOT);
                values.put(name, sensor.connected() ? "connected" : "not connected");
            }
        }
        return new DeviceStatus(values);
    }
}
