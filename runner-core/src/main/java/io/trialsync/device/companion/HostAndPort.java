// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where a phone is reached: a host name, an IPv4 address or an IPv6 address in brackets, and a port. */
record HostAndPort(String host, int port) {

    static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[\\p{Alnum}._-]+)(?::(\\d{1,5}))?");

    static HostAndPort of(DeviceAddress address) {
        Matcher matcher = PLACE.matcher(address.place());
        if (!matcher.matches() || HttpUrl.parse("http://" + matcher.group(1)) == null) {
            throw new IllegalArgumentException("[" + address.place() + "] in device address [" + address
                    + "] is not HOST or HOST:PORT, such as companion:192.168.1.21, companion:192.168.1.21:8080 or"
                    + " companion:[2001:db8::21]:8080");
        }
        int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "port [" + port + "] in device address [" + address + "] is not within 1 to " + HIGHEST_PORT);
        }
        return new HostAndPort(matcher.group(1), port);
    }

    /** The host as sockets want it, without the brackets of an IPv6 address. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
