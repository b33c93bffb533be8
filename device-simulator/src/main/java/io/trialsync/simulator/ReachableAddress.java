// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** Finds the address that a phone has to name so that clients reach it. Stateless. */
final class ReachableAddress {

    private ReachableAddress() {}

    /**
     * {@return the address itself; for the one that stands for all addresses, the first IPv4 address of this computer in a
     * network, or the loopback address if there is none}
     */
    static String of(String host) throws DeviceException {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() ? inNetwork() : address.getHostAddress();
        } catch (IOException e) {
            throw new DeviceException("[" + host + "] is not an address of this computer", e);
        }
    }

    private static String inNetwork() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }
}
