// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilliamsDesignTests {

    private static List<List<Integer>> allRows(int conditions) {
        return IntStream.rangeClosed(1, WilliamsDesign.rows(conditions))
                .mapToObj(participant -> WilliamsDesign.order(conditions, participant))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
    void everyConditionComesOnceInEveryRow(int conditions) {
        assertThat(allRows(conditions))
                .allSatisfy(row -> assertThat(row)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, conditions).boxed().toList()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
    void everySquareHasEveryConditionOnceInEveryColumn(int conditions) {
        List<List<Integer>> rows = allRows(conditions);
        for (int square = 0; square < rows.size(); square += conditions) {
            List<List<Integer>> ofSquare = rows.subList(square, square + conditions);
            for (int column = 0; column < conditions; column++) {
                int position = column;
                assertThat(ofSquare).extracting(row -> row.get(position)).doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
    void everyConditionFollowsEveryOtherOneEquallyOften(int conditions) {
        Map<List<Integer>, Integer> followed = new HashMap<>();
        for (List<Integer> row : allRows(conditions)) {
            for (int position = 1; position < conditions; position++) {
                followed.merge(row.subList(position - 1, position + 1), 1, Integer::sum);
            }
        }
        assertThat(followed).hasSize(conditions * (conditions - 1));
        assertThat(followed.values()).containsOnly(conditions % 2 == 0 ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 0 1 3 2", "2, 1 2 0 3", "3, 2 3 1 0", "4, 3 0 2 1", "5, 0 1 3 2", "999999999999, 2 3 1 0"})
    void theRowsOfFourConditionsRepeatAfterFourParticipants(long participant, String order) {
        assertThat(WilliamsDesign.order(4, participant)).map(String::valueOf).containsExactly(order.split(" "));
    }

    @Test
    void anOddNumberOfConditionsNeedsTwiceAsManyRows() {
        assertThat(WilliamsDesign.rows(3)).isEqualTo(6);
        assertThat(WilliamsDesign.order(3, 1)).containsExactly(0, 1, 2);
        assertThat(WilliamsDesign.order(3, 4)).containsExactly(2, 1, 0);
    }
}
