// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputerChecksTests {

    private static final NetworkPort CABLE = new NetworkPort("eth0", "eth0", "192.0.2.2");
    private static final NetworkPort RADIO = new NetworkPort("wlan0", "wlan0", "198.51.100.3");
    private static final NetworkPort BRIDGE = new NetworkPort("docker0", "docker0", "172.17.0.1");

    @TempDir
    Path sys;

    private static List<Level> levels(List<CheckResult> results) {
        return results.stream()
                .filter(Finding.class::isInstance)
                .map(result -> ((Finding) result).level())
                .toList();
    }

    @Test
    void severalNetworksAreATroubleOnlyWhereADeviceIsNotReached() {
        assertThat(levels(NetworkCheck.of(List.of(CABLE, RADIO), true))).containsExactly(Level.OK);
        assertThat(levels(NetworkCheck.of(List.of(CABLE, RADIO), false))).containsExactly(Level.WARN);
        assertThat(levels(NetworkCheck.of(List.of(CABLE, BRIDGE), false))).containsExactly(Level.OK);
        assertThat(levels(NetworkCheck.of(List.of(), true))).containsExactly(Level.WARN);
    }

    @Test
    void aTunnelIsAlwaysATrouble() {
        for (String name : List.of("tun0", "tap1", "wg0", "ppp0", "utun4", "tailscale0")) {
            List<CheckResult> results =
                    NetworkCheck.of(List.of(CABLE, new NetworkPort(name, name, "203.0.113.9")), true);
            assertThat(levels(results)).as(name).containsExactly(Level.OK, Level.WARN);
        }
        NetworkPort windows = new NetworkPort("net7", "Some VPN Adapter", "203.0.113.9");
        assertThat(levels(NetworkCheck.of(List.of(CABLE, windows), true))).containsExactly(Level.OK, Level.WARN);
    }

    @Test
    void aComputerOnItsBatteryIsWarnedOfAndAMouseIsNoBatteryOfIt() throws IOException {
        supply("AC", "type", "Mains");
        supply("mouse", "type", "Battery");
        supply("mouse", "scope", "Device");
        supply("mouse", "status", "Discharging");
        assertThat(levels(PowerCheck.of(PowerFiles.read(sys)))).containsExactly(Level.OK);

        supply("BAT0", "type", "Battery");
        supply("BAT0", "status", "Discharging");
        assertThat(levels(PowerCheck.of(PowerFiles.read(sys)))).containsExactly(Level.WARN);

        supply("BAT0", "status", "Charging");
        assertThat(levels(PowerCheck.of(PowerFiles.read(sys)))).containsExactly(Level.OK);
    }

    private void supply(String name, String file, String text) throws IOException {
        Path folder = Files.createDirectories(sys.resolve("class/power_supply").resolve(name));
        Files.writeString(folder.resolve(file), text + "\n");
    }

    @Test
    void aSavingPowerProfileIsWarnedOf() throws IOException {
        Path folder = Files.createDirectories(sys.resolve("firmware/acpi"));
        Files.writeString(folder.resolve("platform_profile"), "low-power\n");

        assertThat(levels(PowerCheck.of(PowerFiles.read(sys)))).containsExactly(Level.WARN);
    }

    @Test
    void whatCannotBeReadIsNotChecked() {
        assertThat(PowerCheck.of(PowerFiles.read(sys.resolve("missing"))))
                .allMatch(Unchecked.class::isInstance)
                .extracting(CheckResult::subject)
                .containsExactly("power", "sleep");
        assertThat(HostClockCheck.of(Optional.empty())).singleElement().isInstanceOf(Unchecked.class);
    }
}
