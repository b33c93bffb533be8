// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.ArrayList;
import java.util.List;

/** All combinations of the levels of several factors. Stateless. */
public final class Factorial {

    /** The most trials that one design may have, so that a slip of the keyboard does not fill the memory. */
    public static final int MOST_TRIALS = 100_000;

    private Factorial() {}

    /**
     * {@return each combination once; the last factor changes fastest. No factor makes one combination, of nothing}
     *
     * @param <T> what a level is
     * @param factors the levels of each factor, at least one each
     * @throws IllegalArgumentException if there are more than {@link #MOST_TRIALS}
     */
    public static <T> List<List<T>> combinations(List<List<T>> factors) {
        List<List<T>> combinations = List.of(List.of());
        for (List<T> levels : factors) {
            requireFewEnough((long) combinations.size() * levels.size());
            combinations = crossed(combinations, levels);
        }
        return combinations;
    }

    /**
     * Check the number of trials of a design.
     *
     * @param trials how many there are
     * @throws IllegalArgumentException if there are more than {@link #MOST_TRIALS}
     */
    public static void requireFewEnough(long trials) {
        if (trials > MOST_TRIALS) {
            throw new IllegalArgumentException(trials + " trials are planned; " + MOST_TRIALS + " are allowed at most");
        }
    }

    private static <T> List<List<T>> crossed(List<List<T>> combinations, List<T> levels) {
        List<List<T>> crossed = new ArrayList<>();
        for (List<T> combination : combinations) {
            for (T level : levels) {
                List<T> longer = new ArrayList<>(combination);
                longer.add(level);
                crossed.add(longer);
            }
        }
        return crossed;
    }
}
