// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Latin squares that are balanced for carry-over (E. J. Williams, 1949, Australian Journal of Scientific Research A 2, 149–168). Over
 * all of its rows each condition comes equally often at each position, and equally often right after each other one. An even number
 * of conditions needs one square, so as many rows as conditions; an odd one needs that square and its mirror image, so twice as
 * many. Stateless.
 */
public final class WilliamsDesign {

    private WilliamsDesign() {}

    /**
     * {@return how many rows there are before they repeat}
     *
     * @param conditions how many conditions, at least 1
     */
    public static int rows(int conditions) {
        return conditions % 2 == 0 ? conditions : 2 * conditions;
    }

    /**
     * {@return the conditions, numbered from 0, in the order for one participant}
     *
     * @param conditions how many conditions, at least 1
     * @param participant the participant's number; 1 gets the first row, and the rows repeat
     */
    public static List<Integer> order(int conditions, long participant) {
        int row = (int) Math.floorMod(participant - 1, (long) rows(conditions));
        List<Integer> order = IntStream.range(0, conditions)
                .map(position -> (firstRow(position, conditions) + row) % conditions)
                .boxed()
                .collect(Collectors.toList());
        if (row >= conditions) {
            Collections.reverse(order);
        }
        return List.copyOf(order);
    }

    /** 0, 1, n − 1, 2, n − 2, …: neighbours differ by each amount once. */
    private static int firstRow(int position, int conditions) {
        return position % 2 == 1 ? (position + 1) / 2 : (conditions - position / 2) % conditions;
    }
}
