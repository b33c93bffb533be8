// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownDriftTests {

    @ParameterizedTest
    @CsvSource({"NaN,1", "100001,1", "-Infinity,1", "20,0", "20,-1", "20,NaN", "20,100001"})
    void whatIsNoDriftIsRefused(double drift, double uncertainty) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownDrift(drift, uncertainty))
                .withMessageContaining("is not");
    }

    @Test
    void afterARestTheDriftIsALittleLessKnown() {
        assertThat(new KnownDrift(-20, 1).afterRest()).isEqualTo(new KnownDrift(-20, 3));
        assertThat(new KnownDrift(-20, 100_000).afterRest()).isEqualTo(new KnownDrift(-20, 100_000));
    }
}
