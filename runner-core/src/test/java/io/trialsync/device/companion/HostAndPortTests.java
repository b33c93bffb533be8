// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTests {

    @ParameterizedTest
    @CsvSource({
        "companion:192.168.1.21, 192.168.1.21, 8080",
        "companion:192.168.1.21:9090, 192.168.1.21, 9090",
        "companion:neon.local, neon.local, 8080",
        "companion:my_phone-2.lan:1, my_phone-2.lan, 1",
        "companion:[2001:db8::21], [2001:db8::21], 8080",
        "companion:[::1]:65535, [::1], 65535",
        "companion:%5B::1%5D:80, [::1], 80"
    })
    void aPlaceIsAHostOrAnAddressAndPerhapsAPort(String address, String host, int port) {
        HostAndPort place = HostAndPort.of(DeviceAddress.parse(address));

        assertThat(place.host()).isEqualTo(host);
        assertThat(place.port()).isEqualTo(port);
        assertThat(place.bareHost()).doesNotContain("[", "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "companion:", "companion:a b", "companion:http://192.168.1.21", "companion:::1", "companion:x:",
                        "companion:x:80a",
                "companion:x:123456", "companion:[::1", "companion:[:::::::::1]", "companion:a..b", "companion:x/y",
                        "companion:[fe80::1%25eth0]"
            })
    void anythingElseIsRefusedWithExamples(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostAndPort.of(DeviceAddress.parse(address)))
                .withMessageContaining("in device address [" + address + "] is not HOST or HOST:PORT")
                .withMessageContaining("companion:192.168.1.21:8080")
                .withMessageContaining("companion:[2001:db8::21]:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999"})
    void aPortOutOfRangeIsRefused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostAndPort.of(DeviceAddress.parse("companion:x:" + port)))
                .withMessage(
                        "port [" + port + "] in device address [companion:x:" + port + "] is not within 1 to 65535");
    }

    @Test
    void aPhoneTakesNoParameters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CompanionProvider().open(DeviceAddress.parse("companion:x?seed=1"), DeviceContext.system()))
                .withMessageContaining("[seed]");
    }
}
