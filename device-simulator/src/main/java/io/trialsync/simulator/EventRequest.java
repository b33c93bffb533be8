// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/event}, read as leniently as the phone reads it: a time may be zero, in seconds, a float or
 * digits in quotes.
 *
 * @param name the event's name
 * @param timestampNanos the time it carries, as it came
 */
record EventRequest(String name, OptionalLong timestampNanos) {

    /** The legacy specification's limit, in characters. */
    static final int LONGEST_NAME = 1024;

    /** Below 2^63 by enough that the nearest double fits. */
    private static final double LARGEST_TIMESTAMP = 9.2e18;

    /** Parse a body; throws {@link IllegalArgumentException} with a message for the client if it is malformed. */
    static EventRequest parse(String body, CompanionJson json) {
        JsonNode event = object(body, json);
        JsonNode name = event.path("name");
        if (!name.isString()) {
            throw new IllegalArgumentException("The event needs a name, which is a string");
        }
        if (name.stringValue().length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The event's name is longer than " + LONGEST_NAME + " characters");
        }
        return new EventRequest(name.stringValue(), timestamp(event.path("timestamp")));
    }

    private static JsonNode object(String body, CompanionJson json) {
        try {
            JsonNode event = json.read(body);
            if (event.isObject()) {
                return event;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The event is not JSON", e);
        }
        throw new IllegalArgumentException("The event is not a JSON object");
    }

    private static OptionalLong timestamp(JsonNode timestamp) {
        if (timestamp.isMissingNode() || timestamp.isNull()) {
            return OptionalLong.empty();
        }
        if (timestamp.isIntegralNumber() && timestamp.canConvertToLong()) {
            return OptionalLong.of(timestamp.longValue());
        }
        if (timestamp.isFloatingPointNumber() && Math.abs(timestamp.doubleValue()) < LARGEST_TIMESTAMP) {
            return OptionalLong.of((long) timestamp.doubleValue());
        }
        if (timestamp.isString() && timestamp.stringValue().matches("-?\\d{1,18}|[1-8]\\d{18}")) {
            return OptionalLong.of(Long.parseLong(timestamp.stringValue()));
        }
        throw new IllegalArgumentException("The event's timestamp is not a number of nanoseconds in 64 bits");
    }
}
