// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody on the network reaches a simulated phone unless that is asked for, by what the system says of this process's sockets. */
class ListeningTests {

    private static final Path PROCESS = Path.of("/proc/self");
    private static final Pattern LISTENING =
            Pattern.compile("\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F:]+ 0A (?:\\S+ +){5}(\\d+) .*");
    /** 127.0.0.1, ::1 and ::ffff:127.0.0.1 as the system writes them. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    @Test
    void aPhoneListensOnTheLoopbackAddressUnlessAskedOtherwise() throws Exception {
        assumeTrue(Files.isReadable(PROCESS.resolve("net/tcp")), "only Linux tells which sockets a process has");
        Set<String> before = listening();
        try (SimulatedCompanion phone = SimulatedCompanion.with(CompanionSpec.parse("simulated:neon?stream=50hz"))
                .start()) {
            Set<String> opened = new TreeSet<>(listening());
            opened.removeAll(before);

            assertThat(opened)
                    .as("TCP sockets of the phone at %d", phone.port())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .anyMatch(socket -> socket.endsWith(String.format(":%04X", phone.port())))
                    .allMatch(socket -> LOOPBACK.contains(socket.substring(0, socket.indexOf(':'))));
        }
    }

    private static Set<String> listening() throws IOException {
        Set<String> own = own();
        Set<String> listening = new TreeSet<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            Path file = PROCESS.resolve(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.matches() && own.contains(matcher.group(3))) {
                    listening.add(matcher.group(1) + ":" + matcher.group(2));
                }
            }
        }
        return listening;
    }

    private static Set<String> own() throws IOException {
        try (Stream<Path> files = Files.list(PROCESS.resolve("fd"))) {
            return files.map(ListeningTests::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring(8, target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
