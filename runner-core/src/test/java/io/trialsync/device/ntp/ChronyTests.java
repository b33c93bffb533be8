// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real server: Debian's chrony on a loopback port, which touches no clock. Without {@code chronyd} these tests are skipped,
 * unless {@code TRIALSYNC_REQUIRE_CHRONY=1} says that it must be there.
 */
class ChronyTests {

    @TempDir
    Path directory;

    private Process chronyd;
    private int port;

    @BeforeEach
    void startChrony() throws IOException {
        Optional<Path> binary = List.of("/usr/sbin/chronyd", "/usr/local/sbin/chronyd", "/sbin/chronyd").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (binary.isEmpty()) {
            assertThat(System.getenv("TRIALSYNC_REQUIRE_CHRONY"))
                    .as("chronyd is not installed, but TRIALSYNC_REQUIRE_CHRONY says that it must be")
                    .isNotEqualTo("1");
            System.err.println("skipped: tests against a real NTP server, since chronyd is not installed");
            Assumptions.abort("chronyd is not installed");
        }
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("chrony.conf");
        Files.writeString(configuration, """
                local stratum 8
                port %d
                bindaddress 127.0.0.1
                allow 127.0.0.1
                cmdport 0
                bindcmdaddress /
                pidfile %s
                """.formatted(port, directory.resolve("chronyd.pid")));
        chronyd = new ProcessBuilder(
                        binary.get().toString(),
                        "-x",
                        "-d",
                        "-U",
                        "-u",
                        System.getProperty("user.name"),
                        "-f",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("chronyd.log").toFile())
                .start();
    }

    @AfterEach
    void stopChrony() throws InterruptedException {
        if (chronyd != null) {
            chronyd.destroy();
            chronyd.waitFor(10, TimeUnit.SECONDS);
            chronyd.destroyForcibly();
        }
    }

    private Device open() throws IOException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                return new NtpProvider().open(DeviceAddress.parse("ntp:127.0.0.1:" + port), DeviceContext.system());
            } catch (DeviceException e) {
                if (System.nanoTime() > deadline || !chronyd.isAlive()) {
                    throw new AssertionError(Files.readString(directory.resolve("chronyd.log")), e);
                }
            }
        }
    }

    @Test
    void aRealServersTimeIsThatOfThisComputer() throws IOException {
        try (Device device = open()) {
            for (int i = 0; i < 4; i++) {
                long earliest = wallMinusNanoTime();
                RawExchange exchange = device.syncChannel().orElseThrow().exchange();
                long latest = wallMinusNanoTime();
                long slack = 2 * exchange.resolutionNanos() + 2_000_000; // the wall clock may be slewed meanwhile
                assertThat(exchange.deviceNanos() - exchange.receiveNanoTime())
                        .isLessThanOrEqualTo(Math.max(earliest, latest) + slack);
                assertThat(exchange.deviceNanos() - exchange.sendNanoTime())
                        .isGreaterThanOrEqualTo(Math.min(earliest, latest) - slack);
            }
            assertThat(device.status().values().get("ntp_127.0.0.1:" + port)).contains("stratum 8");
        }
    }

    private static long wallMinusNanoTime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }
}
