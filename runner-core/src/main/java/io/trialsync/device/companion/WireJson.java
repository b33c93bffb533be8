// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as phones send and take it, its depth bounded. Thread-safe. */
final class WireJson {

    /** The longest reply or frame that is read, in bytes. */
    static final int LARGEST_BYTES = 1 << 20;

    private static final int DEEPEST = 64;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /**
     * Read an object.
     *
     * @param who who answered what, for the message, such as {@code the device at … answered GET /api/status}
     * @throws DeviceException if it is none; the message says what it is instead
     */
    JsonNode readObject(String who, byte[] bytes) throws DeviceException {
        JsonNode json;
        try {
            json = mapper.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw new DeviceException(
                    who + " with JSON that is nested deeper than " + DEEPEST
                            + " or has a number or name of absurd length",
                    e);
        } catch (JacksonException e) {
            throw new DeviceException(
                    who + " with something other than JSON; is it a phone with the Companion app?", e);
        }
        if (!json.isObject()) {
            throw new DeviceException(who + " with JSON that is no object; is it a phone with the Companion app?");
        }
        return json;
    }
}
