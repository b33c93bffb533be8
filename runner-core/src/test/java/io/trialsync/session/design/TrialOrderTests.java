// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialOrderTests {

    private static final List<String> CONDITIONS = List.of("a", "b", "c", "d", "e", "f");

    private static List<String> arranged(TrialOrder order, long seed) {
        return order.arrange(CONDITIONS, 4, NamedSeed.random(seed, "order"));
    }

    @ParameterizedTest
    @EnumSource
    void everyConditionComesEquallyOftenInEveryOrder(TrialOrder order) {
        List<String> trials = arranged(order, 1);
        assertThat(trials).hasSize(24);
        assertThat(CONDITIONS)
                .allSatisfy(condition ->
                        assertThat(Collections.frequency(trials, condition)).isEqualTo(4));
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameOrder(TrialOrder order) {
        assertThat(arranged(order, 5)).isEqualTo(arranged(order, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withinRepetitionsEachConditionComesOnceBeforeAnyComesAgain(long seed) {
        List<String> trials = arranged(TrialOrder.SHUFFLED_WITHIN_REPETITIONS, seed);
        for (int first = 0; first < trials.size(); first += CONDITIONS.size()) {
            assertThat(trials.subList(first, first + CONDITIONS.size()))
                    .containsExactlyInAnyOrderElementsOf(CONDITIONS);
        }
    }

    @Test
    void everyPlaceIsEquallyLikelyForEveryCondition() {
        int[][] counts = new int[CONDITIONS.size()][CONDITIONS.size()];
        int shuffles = 6_000;
        for (int seed = 0; seed < shuffles; seed++) {
            List<Integer> positions = TrialOrder.shuffledPositions(CONDITIONS.size(), NamedSeed.random(seed, "order"));
            IntStream.range(0, positions.size()).forEach(place -> counts[place][positions.get(place)]++);
        }
        // a thousand each, five standard deviations of 29
        assertThat(List.of(counts))
                .allSatisfy(row -> assertThat(IntStream.of(row)).allMatch(count -> count > 855 && count < 1145));
    }

    @Test
    void combinationsAreFullAndTheLastFactorChangesFastest() {
        assertThat(Factorial.combinations(List.of(List.of("4", "8"), List.of("true", "false"))))
                .containsExactly(
                        List.of("4", "true"), List.of("4", "false"), List.of("8", "true"), List.of("8", "false"));
        assertThat(Factorial.combinations(List.of())).containsExactly(List.of());
    }

    @Test
    void aDesignOfTooManyTrialsIsRefusedBeforeItIsBuilt() {
        List<List<Integer>> factors =
                Collections.nCopies(40, IntStream.range(0, 10).boxed().toList());
        assertThatThrownBy(() -> Factorial.combinations(factors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1000000 trials are planned; 100000 are allowed at most");
    }

    @Test
    void aTrialIsPutBackAtTheEndAsOftenAsAllowed() {
        TrialQueue<String> queue = new TrialQueue<>(List.of("a", "b"), 3);
        List<String> ran = new ArrayList<>();
        while (queue.hasNext()) {
            TrialQueue.Turn<String> turn = queue.next();
            ran.add(turn.trial() + turn.attempt());
            if (turn.trial().equals("a")) {
                queue.putBack(turn);
            }
        }
        assertThat(ran).containsExactly("a1", "b1", "a2", "a3");
    }
}
