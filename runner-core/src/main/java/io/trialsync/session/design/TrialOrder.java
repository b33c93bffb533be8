// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** In what order the repetitions of a set of conditions come. */
public enum TrialOrder {

    /** Every repetition is shuffled by itself (blocked randomisation): each condition comes once before any comes again. */
    SHUFFLED_WITHIN_REPETITIONS {
        @Override
        public <T> List<T> arrange(List<T> conditions, int repetitions, Random random) {
            List<T> trials = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                trials.addAll(Shuffle.of(conditions, random));
            }
            return trials;
        }
    },

    /** All trials are shuffled together. */
    SHUFFLED {
        @Override
        public <T> List<T> arrange(List<T> conditions, int repetitions, Random random) {
            return Shuffle.of(AS_LISTED.arrange(conditions, repetitions, random), random);
        }
    },

    /** As the conditions are listed, over and over. */
    AS_LISTED {
        @Override
        public <T> List<T> arrange(List<T> conditions, int repetitions, Random random) {
            List<T> trials = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                trials.addAll(conditions);
            }
            return trials;
        }
    };

    /**
     * {@return the trials in their order}
     *
     * @param <T> what a condition is
     * @param conditions the conditions, each once
     * @param repetitions how often each condition comes, at least 1
     * @param random decides where chance decides
     */
    public abstract <T> List<T> arrange(List<T> conditions, int repetitions, Random random);

    /**
     * {@return the numbers 0 to {@code count} − 1, shuffled}
     *
     * @param count how many
     * @param random decides
     */
    public static List<Integer> shuffledPositions(int count, Random random) {
        return Shuffle.of(IntStream.range(0, count).boxed().toList(), random);
    }
}
