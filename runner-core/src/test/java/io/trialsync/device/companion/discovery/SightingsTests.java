// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTests {

    private static final InstanceName NEON = new InstanceName("Neon", "a41f");
    private static final Sightings.Place WIFI = new Sightings.Place("wlan0", "PI monitor:Neon:a41f");
    private static final Sightings.Place HUB = new Sightings.Place("eth0", "PI monitor:Neon:a41f");

    private final Sightings sightings = new Sightings();

    private static InetSocketAddress at(int last) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}), 8080);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPhoneOnTwoInterfacesIsOnePhone() {
        sightings.see(WIFI, NEON, List.of(at(1)));
        sightings.see(HUB, NEON, List.of(at(2)));
        assertThat(sightings.phones())
                .containsExactly(new FoundCompanion("a41f", "Neon", List.of(at(2), at(1)), List.of("eth0", "wlan0")));
    }

    @Test
    void aPhoneIsThereUntilItHasLeftTheLastInterface() {
        sightings.see(WIFI, NEON, List.of(at(1)));
        sightings.see(HUB, NEON, List.of(at(2)));
        sightings.lose(HUB);
        assertThat(sightings.phone("a41f").orElseThrow().places()).containsExactly(at(1));
        sightings.lose(WIFI);
        assertThat(sightings.phones()).isEmpty();
    }

    @Test
    void aNewAddressComesBeforeTheOneThatLingers() {
        sightings.see(WIFI, NEON, List.of(at(1)));
        sightings.see(WIFI, NEON, List.of(at(1), at(9)));
        assertThat(sightings.phone("a41f").orElseThrow().places()).containsExactly(at(9), at(1));
        sightings.see(WIFI, NEON, List.of(at(9)));
        assertThat(sightings.phone("a41f").orElseThrow().places()).containsExactly(at(9));
    }

    @Test
    void twoPhonesOfOneNameAreTwo() {
        sightings.see(WIFI, NEON, List.of(at(1)));
        sightings.see(
                new Sightings.Place("wlan0", "PI monitor:Neon:b41f"), new InstanceName("Neon", "b41f"), List.of(at(2)));
        assertThat(sightings.phones()).extracting(FoundCompanion::id).containsExactly("a41f", "b41f");
    }

    @Test
    void aNetworkFullOfPhonesIsBounded() {
        for (int i = 0; i < 10_000; i++) {
            String id = Integer.toString(i);
            sightings.see(new Sightings.Place("eth0", id), new InstanceName("n", id), List.of(at(1)));
        }
        assertThat(sightings.phones()).hasSize(256);
    }
}
