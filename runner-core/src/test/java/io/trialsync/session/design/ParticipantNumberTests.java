// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantNumberTests {

    private static DesignSettings labelled(String label) {
        return new DesignSettings(1, label, false, OptionalLong.empty());
    }

    @ParameterizedTest
    @CsvSource({"P07, 7", "12, 12", "pilot2a3, 3", "S20261122001, 20261122001", "P00, 0"})
    void itIsTheOneAtTheEndOfTheLabel(String label, long number) {
        assertThat(labelled(label).participantNumber()).isEqualTo(number);
    }

    @Test
    void oneThatIsGivenComesFirst() {
        assertThat(new DesignSettings(1, "P31", false, OptionalLong.of(7)).participantNumber())
                .isEqualTo(7);
    }

    @Test
    void nobodyIsNumberOne() {
        assertThat(new DesignSettings(1, "sim", true, OptionalLong.empty()).participantNumber())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna", "P07b", "7x"})
    void aLabelWithoutOneIsRefusedWithWhatToDo(String label) {
        assertThatThrownBy(labelled(label)::participantNumber)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[" + label + "]", "P07", "trialsync.participant.number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "seven", "1000000000", "99999999999999999999", "7.5", "٧"})
    void aGivenOneMustBeAWholeNumber(String text) {
        assertThatThrownBy(() -> DesignSettings.parseNumber(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[" + text + "]", "1 to 999999999");
    }
}
