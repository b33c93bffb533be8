// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Locale;
import java.util.Optional;

/**
 * Who a device is.
 *
 * @param id what tells it from every other device of its kind for good, never its host name
 * @param model what it is, such as {@code Neon}
 * @param name what its owner calls it
 * @param serial the serial number of its sensor, if it tells
 */
public record DeviceIdentity(String id, String model, String name, Optional<String> serial) {

    private static final int TAIL = 4;

    /**
     * {@return the name of the device inside a session: its model and the last four characters of its id, of
     * {@code [a-z0-9-]+} only, such as {@code neon-f6c3}}
     */
    public String key() {
        String tail = plain(id);
        String end = tail.substring(Math.max(0, tail.length() - TAIL));
        String start = plain(model);
        return (start.isEmpty() ? "device" : start) + (end.isEmpty() ? "" : "-" + end);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
