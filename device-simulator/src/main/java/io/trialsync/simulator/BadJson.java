// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What stands in the place of good JSON when a reply or a frame is spoiled. Stateless. */
final class BadJson {

    static final int HUGE_BYTES = 16 * 1024 * 1024;
    static final int NESTED_LEVELS = 100_000;
    static final String NOT_JSON = "<!DOCTYPE html><html><body>Please log in to the guest network</body></html>";

    /** What a huge text is put together from: never held in memory as a whole. */
    static final String HUGE_PART = "x".repeat(64 * 1024);

    static final String HUGE_HEAD = "{\"data\":{\"filler\":\"";
    static final String HUGE_TAIL = "\"},\"message\":\"Success\",\"model\":\"Phone\",\"result\":[]}";

    private BadJson() {}

    static InputStream huge() {
        List<InputStream> middle = Collections.nCopies(HUGE_BYTES / HUGE_PART.length(), HUGE_PART).stream()
                .map(BadJson::stream)
                .toList();
        return new SequenceInputStream(
                stream(HUGE_HEAD),
                new SequenceInputStream(new SequenceInputStream(Collections.enumeration(middle)), stream(HUGE_TAIL)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String deeplyNested() {
        char[] nested = new char[2 * NESTED_LEVELS];
        Arrays.fill(nested, 0, NESTED_LEVELS, '[');
        Arrays.fill(nested, NESTED_LEVELS, nested.length, ']');
        return "{\"data\":" + new String(nested) + ",\"message\":\"Success\",\"model\":\"Phone\",\"result\":[]}";
    }

    /** {@return the same keys with values of other types; {@code message} and {@code model} stay, so that it is looked into} */
    static String wrongTypes(String good, CompanionJson json) {
        return json.write(wrongTyped("", json.read(good)));
    }

    private static Object wrongTyped(String key, JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), wrongTyped(entry.getKey(), entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(element -> wrongTyped("", element)).toList();
        }
        if (key.equals("message") || key.equals("model")) {
            return node.asString();
        }
        return node.isString() ? (Object) node.stringValue().length() : List.of(node.asString());
    }
}
