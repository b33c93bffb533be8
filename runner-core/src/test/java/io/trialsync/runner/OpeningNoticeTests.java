// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.DeviceAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningNoticeTests {

    private static String message(String... addresses) {
        return OpeningNotice.message(
                Arrays.stream(addresses).map(DeviceAddress::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "companion:auto",
                "companion:auto?timeout=5s",
                "companion:id=a41fe4fe",
                "companion:name=Neon of the lab",
                "companion:serial=612345"
            })
    void aSearchOfTheNetworkMayTakeTenSeconds(String address) {
        assertThat(message("simulated:neon", address)).endsWith("a search of the network takes up to ten seconds");
    }

    @Test
    void noSearchIsSpokenOfWhereTheAddressSaysWhereTheDeviceIs() {
        assertThat(message("simulated:neon?name=auto", "companion:192.168.1.21", "companion:automatic.lab:8080"))
                .isEqualTo("still opening [simulated:neon?name=auto, companion:192.168.1.21,"
                        + " companion:automatic.lab:8080]");
    }
}
