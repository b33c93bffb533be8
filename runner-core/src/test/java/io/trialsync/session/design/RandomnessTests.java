// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomnessTests {

    /** Computed by another program from the documented derivation; a change here breaks the orders of past sessions. */
    @ParameterizedTest
    @CsvSource({"1, order, 1241116813289165030", "1, foreperiods, 9116531546662529949", "-7, Übung, 6794334651578989050"
    })
    void theSeedOfANameIsTheSameForEver(long seed, String name, long expected) {
        assertThat(NamedSeed.of(seed, name)).isEqualTo(expected);
    }

    @Test
    void theOrderOfAShuffleIsTheSameForEver() {
        assertThat(TrialOrder.shuffledPositions(10, NamedSeed.random(1, "order")))
                .containsExactly(1, 3, 8, 4, 7, 9, 5, 0, 6, 2);
    }

    @Test
    void theSeedOfAParticipantsVisitIsTheSameForEver() {
        assertThat(DesignSettings.seedOf("P07", "01")).isEqualTo(-2787329344641781553L);
        assertThat(DesignSettings.seedOf("P07", "02")).isNotEqualTo(DesignSettings.seedOf("P07", "01"));
        assertThat(DesignSettings.seedOf("P08", "01")).isNotEqualTo(DesignSettings.seedOf("P07", "01"));
    }

    @Test
    void aStreamDoesNotChangeWhenAnotherOneDrawsMore() {
        RandomStreams greedy = new RandomStreams(1);
        IntStream.range(0, 100).forEach(i -> greedy.named("foreperiods").nextInt());

        assertThat(greedy.named("order").nextLong())
                .isEqualTo(new RandomStreams(1).named("order").nextLong());
    }

    @Test
    void aStreamGoesOnWhereItWasLeft() {
        RandomStreams streams = new RandomStreams(7);
        Random whole = NamedSeed.random(7, "foreperiods");

        assertThat(streams.named("foreperiods").nextInt()).isEqualTo(whole.nextInt());
        assertThat(streams.named("foreperiods").nextInt()).isEqualTo(whole.nextInt());
    }
}
