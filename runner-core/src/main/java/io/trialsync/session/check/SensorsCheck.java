// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which sensors the phone says are connected; it has said so of some that were not, never the other way round. */
final class SensorsCheck {

    private static final String SUBJECT = "sensors";
    private static final String PREFIX = "sensor_";
    private static final String GAZE = "gaze";

    private SensorsCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        Map<String, Boolean> sensors = sensors(facts.status().values());
        if (sensors.isEmpty()) {
            return StatusValues.unknown(SUBJECT, facts);
        }
        String text = "connected: " + names(sensors, true);
        String missing = names(sensors, false);
        String all = missing.equals("none") ? text : text + "; not connected: " + missing;
        return List.of(
                sensors.getOrDefault(GAZE, false)
                        ? Finding.ok(SUBJECT, all)
                        : Finding.warn(
                                SUBJECT,
                                all,
                                "Put the glasses on or plug them in again, and look whether the app shows gaze"));
    }

    /** A sensor has several streams, of which one is enough. */
    private static Map<String, Boolean> sensors(Map<String, String> values) {
        Map<String, Boolean> sensors = new TreeMap<>();
        values.forEach((key, value) -> {
            int end = key.lastIndexOf('_');
            if (key.startsWith(PREFIX) && end > PREFIX.length()) {
                sensors.merge(key.substring(PREFIX.length(), end), value.equals("connected"), Boolean::logicalOr);
            }
        });
        return sensors;
    }

    private static String names(Map<String, Boolean> sensors, boolean connected) {
        String names = sensors.entrySet().stream()
                .filter(entry -> entry.getValue() == connected)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
