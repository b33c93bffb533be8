// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNameTests {

    @Test
    void theIdFollowsTheLastColon() {
        assertThat(InstanceName.parse("PI monitor:Neon Companion:a41fe4fe2bccf6c3"))
                .contains(new InstanceName("Neon Companion", "a41fe4fe2bccf6c3"));
        assertThat(InstanceName.parse("PI monitor:Lab: A. Müller:a41fe4fe2bccf6c3"))
                .contains(new InstanceName("Lab: A. Müller", "a41fe4fe2bccf6c3"));
    }

    @Test
    void aNameThatWasTakenIsStillThatPhone() {
        assertThat(InstanceName.parse("PI monitor:Neon (2):a41fe4fe2bccf6c3 (2)"))
                .contains(new InstanceName("Neon (2)", "a41fe4fe2bccf6c3"));
    }

    @Test
    void controlCharactersAreLeftOut() {
        assertThat(InstanceName.parse("PI monitor:N\u001b[2Je\r\non\u202e:a4\u00001f"))
                .contains(new InstanceName("N[2Jeon", "a41f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Printer",
                "PI monitor",
                "PI monitor:",
                "PI monitor:a41f",
                "PI monitor::a41f",
                "PI monitor:Neon:",
                "PI monitor: : ",
                "pi monitor:Neon:a41f",
                "XPI monitor:Neon:a41f"
            })
    void otherServicesAreNoPhones(String instance) {
        assertThat(InstanceName.parse(instance)).isEmpty();
    }

    @Test
    void controlCharactersOfTheSecondKindAreLeftOutToo() {
        assertThat(InstanceName.parse("PI monitor:a\u009b2Jb:id")).contains(new InstanceName("a2Jb", "id"));
    }
}
