// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A phone that announces itself.
 *
 * @param id what tells it from every other phone; the same as the id in its status
 * @param name what its owner calls it, on one line without control characters; two phones may have the same name
 * @param places where it says it can be reached, IPv4 addresses with the port of its HTTP interface, the newest first; never empty
 * @param interfaces the interfaces of this computer on which it is seen, in order of name
 */
public record FoundCompanion(String id, String name, List<InetSocketAddress> places, List<String> interfaces) {

    /** Copies the lists. */
    public FoundCompanion {
        places = List.copyOf(places);
        interfaces = List.copyOf(interfaces);
    }

    /** {@return the device address by which it is reached just now, such as {@code companion:192.168.1.21:8080}} */
    public String address() {
        return "companion:" + place(places.get(0));
    }

    /** {@return the device address by which it is always found, such as {@code companion:id=a41fe4fe2bccf6c3}} */
    public String lastingAddress() {
        return "companion:id=" + id;
    }

    @Override
    public String toString() {
        return lastingAddress() + " [" + name + "] at " + place(places.get(0));
    }

    private static String place(InetSocketAddress place) {
        return place.getAddress().getHostAddress() + ":" + place.getPort();
    }
}
