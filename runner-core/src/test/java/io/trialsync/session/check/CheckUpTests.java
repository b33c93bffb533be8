// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.Devices;
import io.trialsync.device.ntp.FakeNtpServer;
import io.trialsync.device.ntp.NtpProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckUpTests {

    @TempDir
    Path folder;

    @Test
    void thisComputerIsComparedWithAnNtpServerInAFewExchanges() throws Exception {
        DeviceContext context = DeviceContext.system();
        CheckUp checkUp = new CheckUp(
                new Devices(List.of(new NtpProvider())),
                context,
                new HostClock(context.nanoTime(), Clock.systemUTC()),
                folder,
                folder.resolve("sys"),
                1);
        try (FakeNtpServer server = FakeNtpServer.good(0)) {
            DeviceAddress address = DeviceAddress.parse("ntp:" + server.place());
            CheckReport report = checkUp.run(List.of(), Optional.of(address), 1_000_000_000L);

            assertThat(report.ready()).isFalse();
            assertThat(report.computer())
                    .filteredOn(result -> result.subject().equals("this clock"))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Finding.class,
                            finding -> assertThat(finding.text())
                                    .startsWith("this computer is ")
                                    .contains(server.place()));
        }
    }
}
