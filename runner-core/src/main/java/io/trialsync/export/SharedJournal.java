// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes out of the lines of a journal what belongs to nobody but the lab, and leaves what an alignment needs. Not thread-safe. */
final class SharedJournal {

    private static final String REMOVED = "removed";
    /** Settings whose values say nothing of a computer; a test compares them with the keys that there are. */
    static final Set<String> SETTINGS = Set.of(
            "trialsync.participant",
            "trialsync.participant.number",
            "trialsync.session",
            "trialsync.task",
            "trialsync.run",
            "trialsync.repeat",
            "trialsync.recording",
            "trialsync.streams",
            "trialsync.markers.stamp",
            "trialsync.sync.policy",
            "trialsync.sync.interval",
            "trialsync.sync.max-pause",
            "trialsync.seed",
            "trialsync.estimator",
            "trialsync.device-loss",
            "trialsync.criterion",
            "trialsync.delay.display",
            "trialsync.delay.stream",
            "trialsync.journal.sync",
            "trialsync.journal.min-free");

    private static final Set<String> ENVIRONMENT = Set.of("java", "os", "processors");
    /** Numbers, durations and words: no address, path or sentence. */
    private static final Pattern PLAIN_SETTING =
            Pattern.compile("[A-Za-z0-9%-]{1,40}|[+-]?\\d{1,19}(?:\\.\\d{1,19})?[A-Za-z%]{0,4}");

    private static final Pattern STATE =
            Pattern.compile("battery_level|battery_state|memory|memory_state|sensor_[a-z0-9_]{1,60}");
    /** What a line is matched by, and what the experiment or TrialSync calls things: no text of a person's. */
    private static final Set<String> STRUCTURE = Set.of(
            "environment",
            "type",
            "format",
            "software",
            "experiment",
            "participant",
            "session",
            "task",
            "configuration",
            "device",
            "model",
            "serial",
            "name",
            "clock",
            "clocks",
            "sync_channel",
            "channel",
            "stream",
            "reason",
            "action",
            "recording",
            "recording_id",
            "unique_id",
            "completion",
            "source",
            "stamping",
            "delivered",
            "what",
            "collector",
            "cause");

    private final PersonalText texts;

    SharedJournal(PersonalText texts) {
        this.texts = texts;
    }

    /** {@return the object of a line without what is personal; it is changed} */
    ObjectNode edited(ObjectNode line) {
        switch (line.path("type").asString("")) {
            case "session" -> {
                keep(
                        line.path("configuration"),
                        (key, value) -> isDesign(key) || isPlainSetting(key, value),
                        "setting");
                cleanDesigns(line.path("configuration"));
                keep(line.path("environment"), (key, value) -> ENVIRONMENT.contains(key), "fact of the computer");
            }
            case "device" -> List.of("id", "name", "address").forEach(field -> remove(line, field));
            case "status" ->
                keep(line.path("values"), (key, value) -> STATE.matcher(key).matches(), "fact of a device's state");
            default -> {
                // its free text is looked through below
            }
        }
        for (Map.Entry<String, JsonNode> field : List.copyOf(line.properties())) {
            if (!STRUCTURE.contains(field.getKey()) && !field.getKey().endsWith("_ns")) {
                // the experiment's own words stay in what a trial is called, but a parameter may stand in it
                boolean called = field.getKey().equals("display_name");
                UnaryOperator<String> clean = called ? texts::withoutPatterns : texts::without;
                line.set(field.getKey(), cleaned(field.getValue(), clean));
            }
        }
        return line;
    }

    private interface Kept {
        boolean test(String key, String value);
    }

    private static boolean isPlainSetting(String key, String value) {
        return SETTINGS.contains(key) && PLAIN_SETTING.matcher(value).matches();
    }

    /** What an experiment noted of its factors; they belong to it as the names of its trials do. */
    private static boolean isDesign(String key) {
        return key.startsWith("trialsync.design.");
    }

    private void cleanDesigns(JsonNode configuration) {
        if (configuration instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> isDesign(field.getKey()))
                    .forEach(field -> field.setValue(cleaned(field.getValue(), texts::withoutPatterns)));
        }
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

    private static JsonNode cleaned(JsonNode node, UnaryOperator<String> clean) {
        if (node.isString()) {
            return StringNode.valueOf(clean.apply(node.stringValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(field ->
                            copy.set(unused(copy, clean.apply(field.getKey())), cleaned(field.getValue(), clean)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(item -> copy.add(cleaned(item, clean)));
            return copy;
        }
        return node;
    }

    /** Two keys that were two paths must not become one. */
    private static String unused(ObjectNode object, String key) {
        String free = key;
        for (int number = 2; object.has(free); number++) {
            free = key + " " + number;
        }
        return free;
    }
}
