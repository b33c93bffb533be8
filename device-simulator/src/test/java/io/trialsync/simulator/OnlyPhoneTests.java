// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.CompanionProvider;
import io.trialsync.device.companion.discovery.SearchInterface;
import org.junit.jupiter.api.Test;

class OnlyPhoneTests {

    @Test
    void autoTakesTheOnlyPhone() throws DeviceException {
        try (SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?seed=8"));
                CompanionAnnouncement announcement = CompanionAnnouncement.of(phone);
                Device device = new CompanionProvider(SearchInterface::loopback)
                        .open(DeviceAddress.parse("companion:auto"), DeviceContext.system())) {
            assertThat(device.identity().id()).isEqualTo(phone.deviceId());
            assertThat(announcement.instance()).endsWith(phone.deviceId());
        }
    }
}
