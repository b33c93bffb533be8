// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the app's serializer writes it: compact, keys in alphabetical order, and the characters that mean something in HTML
 * escaped in lower-case hex. Immutable and thread-safe.
 */
final class CompanionJson {

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new HtmlEscapes())
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** {@return the envelope around each answer} */
    String envelope(String message, @Nullable Object result) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("message", message);
        envelope.put("result", result);
        return write(envelope);
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Parse a request; throws {@link tools.jackson.core.JacksonException} if it is no JSON. */
    JsonNode read(String text) {
        return mapper.readTree(text);
    }

    /** {@return a component of the status, such as {@code Phone}} */
    static Map<String, Object> component(String model, Map<String, ? extends @Nullable Object> data) {
        return Map.of("data", new TreeMap<>(data), "model", model);
    }

    private static final class HtmlEscapes extends CharacterEscapes {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            "<>&='".chars().forEach(character -> escapes[character] = ESCAPE_STANDARD);
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
