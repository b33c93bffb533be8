// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An IPv4 address of this computer from which phones can be looked for.
 *
 * @param name the name of its network interface, such as {@code eth0}
 * @param address the address
 */
public record SearchInterface(String name, Inet4Address address) {

    /** Computers with containers and virtual machines have many interfaces; each costs two threads and a socket. */
    private static final int MOST = 16;

    /**
     * {@return all usable ones: up, able to send to groups, not the alias of another one, and not a tunnel from point to point;
     * the loopback interface last, since a simulated phone on this computer is found there}
     */
    public static List<SearchInterface> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(SearchInterface::usable)
                    .sorted(Comparator.comparing(SearchInterface::isLoopback).thenComparing(NetworkInterface::getIndex))
                    .flatMap(SearchInterface::of)
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            return List.of(); // a computer that cannot list its interfaces has none to search
        }
    }

    private static boolean usable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isVirtual()
                    && (network.isLoopback() || (network.supportsMulticast() && !network.isPointToPoint()));
        } catch (SocketException e) {
            return false; // it has just gone
        }
    }

    private static boolean isLoopback(NetworkInterface network) {
        try {
            return network.isLoopback();
        } catch (SocketException e) {
            return false; // it has just gone; so the order does not matter
        }
    }

    private static Stream<SearchInterface> of(NetworkInterface network) {
        return network.inetAddresses()
                .filter(address -> address instanceof Inet4Address)
                .map(address -> new SearchInterface(network.getName(), (Inet4Address) address));
    }

    /** {@return the loopback interface alone, for phones that are simulated on this computer} */
    public static List<SearchInterface> loopback() {
        return all().stream().filter(one -> one.address().isLoopbackAddress()).toList();
    }

    /** The address with a name, so that nobody asks the DNS for one: without a DNS server that takes ten seconds. */
    InetAddress named(String host) throws UnknownHostException {
        return InetAddress.getByAddress(host, address.getAddress());
    }

    @Override
    public String toString() {
        return name + " (" + address.getHostAddress() + ")";
    }
}
