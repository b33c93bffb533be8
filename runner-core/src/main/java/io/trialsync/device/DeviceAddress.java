// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a device: {@code scheme:place} or {@code scheme:place?key=value&key=value}.
 *
 * <p>Values are percent-encoded. A plus sign stands for itself, so that {@code step=+850ms@12s} needs no encoding.
 *
 * @param text the address as it was written
 * @param scheme what stands before the first colon, in lower case letters and digits
 * @param place what stands between the colon and the question mark, decoded; may be empty
 * @param parameters the keys and decoded values after the question mark, in their order; immutable
 */
public record DeviceAddress(String text, String scheme, String place, Map<String, String> parameters) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]*");

    /** Keeps the order of the parameters. */
    public DeviceAddress {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Parse an address.
     *
     * @param text such as {@code companion:192.168.1.21} or {@code simulated:neon?offset=840ms&seed=7}
     * @return its parts
     * @throws IllegalArgumentException if it has no scheme, a parameter without a value or one given twice
     */
    public static DeviceAddress parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !SCHEME.matcher(text.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("[" + text
                    + "] is not a device address; write scheme:rest, such as companion:192.168.1.21 or simulated:neon");
        }
        String rest = text.substring(colon + 1);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        return new DeviceAddress(text, text.substring(0, colon), decode(place, text), parameters(query, text));
    }

    private static Map<String, String> parameters(String query, String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("[" + part + "] in device address [" + text + "] is not key=value");
            }
            String key = part.substring(0, equals);
            if (parameters.put(key, decode(part.substring(equals + 1), text)) != null) {
                throw new IllegalArgumentException("[" + key + "] is given twice in device address [" + text + "]");
            }
        }
        return parameters;
    }

    private static String decode(String value, String text) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "[" + value + "] in device address [" + text + "] is not percent-encoded text", e);
        }
    }

    /**
     * {@return the value of a parameter, if it is given}
     *
     * @param key the parameter's name
     */
    public Optional<String> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /**
     * Refuse parameters that nobody reads.
     *
     * @param known the names that have a meaning
     * @throws IllegalArgumentException if another one is given; the message lists the known ones
     */
    public void requireOnly(Set<String> known) {
        for (String key : parameters.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("[" + key + "] in device address [" + text + "] is unknown; "
                        + (known.isEmpty()
                                ? "none is known"
                                : "known are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList())));
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
