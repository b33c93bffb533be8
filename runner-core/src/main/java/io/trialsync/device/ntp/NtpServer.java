// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.device.DeviceAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is looked for.
 *
 * @param host its name or IPv4 address, or its IPv6 address without brackets
 * @param port its UDP port
 */
record NtpServer(String host, int port) {

    private static final int DEFAULT_PORT = 123;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST = 8;
    private static final Pattern PLACE =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%[\\p{Alnum}._-]+)?)]|([\\p{Alnum}._-]+))(?::(\\d{1,5}))?");

    /**
     * {@return the servers of an address}
     *
     * @throws IllegalArgumentException if there is none, more than eight, or one twice, or if one is not a host with or without port
     */
    static List<NtpServer> of(DeviceAddress address) {
        List<NtpServer> servers = Arrays.stream(address.place().split(",", -1))
                .map(String::strip)
                .map(place -> parse(place, address))
                .toList();
        if (servers.size() > MOST || servers.stream().distinct().count() < servers.size()) {
            throw new IllegalArgumentException("device address [" + address + "] names " + servers.size()
                    + " servers; 1 to " + MOST + " different ones are allowed");
        }
        return servers;
    }

    private static NtpServer parse(String place, DeviceAddress address) {
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("[" + place + "] in device address [" + address
                    + "] is not HOST or HOST:PORT; write ntp:time.example.org, ntp:192.0.2.7:123, ntp:[2001:db8::7] or"
                    + " several with commas");
        }
        int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "port [" + port + "] in device address [" + address + "] is not within 1 to " + HIGHEST_PORT);
        }
        return new NtpServer(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    @Override
    public String toString() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return port == DEFAULT_PORT ? bracketed : bracketed + ":" + port;
    }
}
