// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trialsync.fuzz.Fuzz;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameFuzzTests {

    @Test
    void noNameOnTheNetworkHoldsWhatMovesACursor() {
        Fuzz.of("PI monitor:Neon Companion:a41fe4fe2bccf6c3", "PI monitor:a:b:c (2)")
                .run(15_000, bytes -> {
                    Optional<InstanceName> name = InstanceName.parse(new String(bytes, UTF_8));
                    if (name.isPresent()
                            && (name.get().name() + name.get().id()).chars().anyMatch(Character::isISOControl)) {
                        throw new IllegalStateException("a control character in " + name);
                    }
                });
    }
}
