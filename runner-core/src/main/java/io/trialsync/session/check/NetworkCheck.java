// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The networks of this computer: several are a trouble only where a phone is not found, a tunnel is one at any time. */
final class NetworkCheck {

    private static final String SUBJECT = "network";

    private NetworkCheck() {}

    static List<CheckResult> of(List<NetworkPort> ports, boolean allReached) {
        List<CheckResult> results = new ArrayList<>();
        List<NetworkPort> usable =
                ports.stream().filter(port -> !port.tunnel() && !port.virtual()).toList();
        if (usable.isEmpty()) {
            results.add(Finding.warn(
                    SUBJECT, "this computer has no network", "Connect it to the network that the phones are in"));
        } else if (usable.size() > 1 && !allReached) {
            results.add(Finding.warn(
                    SUBJECT,
                    "this computer is in several: " + names(usable),
                    "Switch off those that the phones are not in, so that they are sought in the right one"));
        } else {
            results.add(Finding.ok(SUBJECT, names(usable)));
        }
        List<NetworkPort> tunnels = ports.stream().filter(NetworkPort::tunnel).toList();
        if (!tunnels.isEmpty()) {
            results.add(Finding.warn(
                    "VPN",
                    "there seems to be one: " + names(tunnels),
                    "Switch it off during sessions; it may hide phones and delays exchanges"));
        }
        return results;
    }

    private static String names(List<NetworkPort> ports) {
        return ports.stream().map(NetworkPort::toString).collect(Collectors.joining(", "));
    }
}
