// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of the lines of a journal what belongs to nobody but the lab, and leaves what an alignment needs. Not thread-safe. */
final class SharedJournal {

    private static final String REMOVED = "removed";
    private static final Set<String> PERSONAL_SETTINGS =
            Set.of("trialsync.device", "trialsync.directory", "trialsync.state.dir");
    private static final Set<String> ENVIRONMENT = Set.of("java", "os", "processors");
    /** Numbers, durations and words: no address, path or sentence. */
    private static final Pattern PLAIN_SETTING =
            Pattern.compile("[A-Za-z0-9%-]{1,40}|[+-]?\\d{1,19}(?:\\.\\d{1,19})?[A-Za-z%]{0,4}");

    private static final Pattern STATE =
            Pattern.compile("battery_level|battery_state|memory|memory_state|sensor_[a-z0-9_]{1,60}");
    /** What lines are matched by, and no text of a person's. */
    private static final Set<String> KEYS = Set.of("type", "device", "clock", "recording_id", "format");

    private final PersonalText texts;

    SharedJournal(Journal journal, PersonalText texts) {
        this.texts = texts;
        journal.all(DeviceOpened.class).forEach(device -> {
            texts.remove(device.address(), "address of a device");
            texts.remove(device.address().substring(device.address().indexOf(':') + 1), "address of a device");
            texts.remove(device.name(), "name of a device");
            texts.remove(device.id(), "id of a device");
        });
        journal.all(SessionStart.class)
                .flatMap(start -> start.configuration().entrySet().stream())
                .filter(setting -> PERSONAL_SETTINGS.contains(setting.getKey()))
                .forEach(setting -> List.of(setting.getValue().split(","))
                        .forEach(part -> texts.remove(part, "value of a setting")));
    }

    /** {@return the object of a line without what is personal; it is changed} */
    ObjectNode edited(ObjectNode line) {
        switch (line.path("type").asString("")) {
            case "session" -> {
                keep(line.path("configuration"), SharedJournal::isPlainSetting, "setting");
                keep(line.path("environment"), (key, value) -> ENVIRONMENT.contains(key), "fact of the computer");
            }
            case "device" -> List.of("id", "name", "address").forEach(field -> remove(line, field));
            case "status" ->
                keep(line.path("values"), (key, value) -> STATE.matcher(key).matches(), "fact of a device's state");
            default -> {
                // all texts are looked through below
            }
        }
        clean(line);
        return line;
    }

    private interface Kept {
        boolean test(String key, String value);
    }

    private static boolean isPlainSetting(String key, String value) {
        return !PERSONAL_SETTINGS.contains(key) && PLAIN_SETTING.matcher(value).matches();
    }

    private void keep(JsonNode node, Kept kept, String kind) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                if (!kept.test(field.getKey(), field.getValue().asString(""))) {
                    object.remove(field.getKey());
                    texts.count(kind + " [" + field.getKey() + "]");
                }
            }
        }
    }

    private void remove(ObjectNode line, String field) {
        if (!line.path(field).asString("").isEmpty()) {
            texts.count(field + " of a device");
        }
        line.put(field, REMOVED);
    }

    private void clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                if (field.getKey().endsWith("_ns") || KEYS.contains(field.getKey())) {
                    continue;
                }
                if (field.getValue().isString()) {
                    object.put(field.getKey(), texts.without(field.getValue().stringValue()));
                } else {
                    clean(field.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::clean);
        }
    }
}
