// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A network interface of this computer that is up and has an IPv4 address. Immutable.
 *
 * @param name its name, such as {@code eth0}
 * @param description what the system calls it, for people; may be the same
 * @param address its IPv4 address
 */
public record NetworkPort(String name, String description, String address) {

    private static final Pattern VPN_NAME = Pattern.compile("(tun|tap|wg|ppp|utun|ipsec|tailscale|zt|nordlynx).*");
    private static final Pattern VPN_WORD = Pattern.compile(".*(vpn|wireguard|wintun|tap-windows|tailscale).*");
    /** Bridges to containers and virtual machines lead to no phone. */
    private static final Pattern VIRTUAL_NAME =
            Pattern.compile("(docker|veth|br-|virbr|vmnet|vboxnet|lxc|cni|podman).*");

    /** {@return whether it leads into a tunnel} */
    boolean tunnel() {
        return VPN_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
                || VPN_WORD.matcher(description.toLowerCase(Locale.ROOT)).matches();
    }

    /** {@return whether it leads to something inside this computer} */
    boolean virtual() {
        return VIRTUAL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }

    /**
     * {@return the interfaces of this computer, without the loopback one}
     *
     * @throws SocketException if the system does not tell
     */
    static List<NetworkPort> all() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(NetworkPort::isUp)
                .flatMap(port -> Collections.list(port.getInetAddresses()).stream()
                        .filter(Inet4Address.class::isInstance)
                        .limit(1)
                        .map(InetAddress::getHostAddress)
                        .map(address -> new NetworkPort(port.getName(), description(port), address)))
                .toList();
    }

    private static boolean isUp(NetworkInterface port) {
        try {
            return port.isUp() && !port.isLoopback();
        } catch (SocketException e) {
            return false; // it has gone meanwhile
        }
    }

    private static String description(NetworkInterface port) {
        String description = port.getDisplayName();
        return description == null ? port.getName() : description;
    }
}
