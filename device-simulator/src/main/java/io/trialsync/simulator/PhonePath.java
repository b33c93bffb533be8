// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a simulated phone can be asked for, and where. */
public enum PhonePath {
    /** {@code GET /api/status}. */
    STATUS("GET", "/api/status"),
    /** {@code POST /api/event}. */
    EVENT("POST", "/api/event"),
    /** {@code POST /api/recording:start}. */
    START("POST", "/api/recording:start"),
    /** {@code POST /api/recording:stop_and_save}. */
    STOP_AND_SAVE("POST", "/api/recording:stop_and_save"),
    /** {@code POST /api/recording:cancel}. */
    CANCEL("POST", "/api/recording:cancel"),
    /** {@code GET /calibration.bin}. */
    CALIBRATION("GET", "/calibration.bin"),
    /** The frames of the status feed, a WebSocket at {@code /api/status}. */
    WEBSOCKET("", ""),
    /** The answers of Time Echo. */
    TIME_ECHO("", "");

    private final String method;
    private final String path;

    PhonePath(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** {@return the paths that are reached by a plain HTTP request} */
    static List<PhonePath> overHttp() {
        return Arrays.stream(values()).filter(path -> !path.method.isEmpty()).toList();
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** {@return it as it is written in an address, such as {@code stop-and-save}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parse what is written in an address.
     *
     * @param key such as {@code event}
     * @return the path
     * @throws IllegalArgumentException if it is none; the message lists all
     */
    public static PhonePath parse(String key) {
        return Arrays.stream(values())
                .filter(path -> path.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("[" + key + "] is nothing that a phone sends; known are "
                                + Arrays.stream(values()).map(PhonePath::key).collect(Collectors.joining(", "))));
    }
}
