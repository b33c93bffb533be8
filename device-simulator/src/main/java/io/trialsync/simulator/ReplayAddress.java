// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an address such as {@code replay:DIR?device=neon-f6c3&pace=fast} says.
 *
 * @param folder the session folder
 * @param device the key of the device; empty if it is not given
 * @param fast whether the recorded moments come with the trials instead of in real time
 * @param seed where all chance comes from
 */
record ReplayAddress(Path folder, Optional<String> device, boolean fast, long seed) {

    static final String SCHEME = "replay";
    private static final String DEVICE = "device";
    private static final String PACE = "pace";
    private static final String SEED = "seed";

    static ReplayAddress of(DeviceAddress address) {
        address.requireOnly(Set.of(DEVICE, PACE, SEED));
        if (address.place().isBlank()) {
            throw new IllegalArgumentException(
                    "[" + address + "] names no folder; write replay:DIR with the folder of a session");
        }
        return new ReplayAddress(
                folder(address),
                address.parameter(DEVICE),
                value(address, PACE, ReplayAddress::isFast, false),
                value(address, SEED, text -> SpecText.integerWithin(text, Long.MIN_VALUE, Long.MAX_VALUE), 1L));
    }

    private static <T> T value(DeviceAddress address, String key, Function<String, T> parser, T otherwise) {
        try {
            return address.parameter(key).map(parser).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " in device address [" + address + "]: " + e.getMessage(), e);
        }
    }

    private static Path folder(DeviceAddress address) {
        try {
            return Path.of(address.place());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("[" + address.place() + "] is no path of a folder: " + e.getReason(), e);
        }
    }

    private static boolean isFast(String pace) {
        return switch (pace.toLowerCase(Locale.ROOT)) {
            case "real" -> false;
            case "fast" -> true;
            default -> throw new IllegalArgumentException("[" + pace + "] is not one of real, fast");
        };
    }

    /** {@return the address of one of the devices of the session that an address names} */
    static DeviceAddress withDevice(DeviceAddress address, String key) {
        String separator = address.parameters().isEmpty() && !address.text().contains("?") ? "?" : "&";
        return DeviceAddress.parse(
                address.text() + separator + DEVICE + "=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
}
