// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.clock.Durations;
import io.trialsync.device.DeviceAddress;
import io.trialsync.session.RunChoice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of settings are written; what is wrong is said with what is allowed. Stateless. */
final class SettingValues {

    /** A comma may be a part of an address; a name with a port after it, as in {@code ntp:one,two:123}, is no scheme. */
    private static final String BETWEEN_ADDRESSES = ",(?=\\s*[a-z][a-z0-9]*:(?!\\d{1,5}\\s*(?:,|$)))";

    /** What cannot be a part of an address: an element of a list that has no scheme. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile(",(\\s[^,]*|(?=,)|$)");

    private SettingValues() {}

    static List<DeviceAddress> addresses(String value) {
        List<DeviceAddress> addresses = Arrays.stream(value.split(BETWEEN_ADDRESSES, -1))
                .map(String::strip)
                .map(SettingValues::address)
                .toList();
        for (DeviceAddress address : addresses) {
            if (Collections.frequency(addresses, address) > 1) {
                throw new IllegalArgumentException("[" + address + "] is given twice; each device is needed once");
            }
        }
        return addresses;
    }

    private static DeviceAddress address(String text) {
        Matcher bare = WITHOUT_SCHEME.matcher(text);
        if (bare.find()) {
            String element = bare.group(1) == null ? "" : bare.group(1).strip();
            throw new IllegalArgumentException("[" + element + "] after a comma in [" + text
                    + "] is not a device address; write scheme:rest for each device, such as"
                    + " companion:192.168.1.21,companion:192.168.1.22");
        }
        return DeviceAddress.parse(text);
    }

    static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("[" + value + "] is not the path of a folder", e);
        }
    }

    static Path pathFromHome(String value) {
        return value.startsWith("~/")
                ? path(System.getProperty("user.home")).resolve(path(value.substring(2)))
                : path(value);
    }

    static long duration(String value, long leastNanos, long mostNanos) {
        long nanos = Durations.parseNanos(value);
        if (nanos < leastNanos || nanos > mostNanos) {
            throw new IllegalArgumentException("[" + value + "] is not within " + Durations.format(leastNanos) + " to "
                    + Durations.format(mostNanos));
        }
        return nanos;
    }

    static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[" + value + "] is neither participant nor a whole number within " + Long.MIN_VALUE + " to "
                            + Long.MAX_VALUE,
                    e);
        }
    }

    static int run(String value) {
        if (!value.matches("0*[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(
                    "[" + value + "] is not the number of a run, 1 to " + RunChoice.HIGHEST + ", such as 02");
        }
        return Integer.parseInt(value);
    }

    static boolean flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("[" + value + "] is not one of true, false");
        }
        return value.equals("true");
    }
}
