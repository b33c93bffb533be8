// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What this computer and its user are called, which messages in a journal may repeat. */
final class OwnNames {

    private OwnNames() {}

    /** {@return the names of this computer, with and without its domain, and of its user} */
    static List<String> ofThisComputer() {
        List<String> names = new ArrayList<>();
        Stream.of(System.getenv("COMPUTERNAME"), System.getenv("HOSTNAME"), resolved())
                .filter(Objects::nonNull)
                .forEach(host -> {
                    names.add(host);
                    names.add(host.replaceFirst("\\..*", ""));
                });
        names.add(System.getProperty("user.name", ""));
        return names.stream().filter(name -> !name.isBlank()).distinct().toList();
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // a computer without a name has none to remove
            return "";
        }
    }
}
