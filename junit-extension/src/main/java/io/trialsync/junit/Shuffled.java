// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.DesignSettings;
import io.trialsync.session.design.TrialOrder;
import java.util.List;

/**
 * Orders the test methods of a class ({@code @TestMethodOrder(Shuffled.class)}) or its blocks, the {@code @Nested} classes
 * ({@code @TestClassOrder(Shuffled.class)}), by chance. The session's seed decides, so the parameter {@code trialsync.seed} or
 * {@link Experiment#seed()}: everyone has the same order with the default, each participant their own with
 * {@code seed = "participant"}.
 *
 * <p>An order is drawn from a stream of randomness of its own, so that it changes with nothing but the seed, the name of the class
 * and the number of its methods or blocks.
 */
public final class Shuffled extends DesignOrderer {

    /** For Jupiter. */
    public Shuffled() {}

    @Override
    String label() {
        return "shuffled";
    }

    @Override
    List<Integer> positions(int count, DesignSettings design, String name) {
        return TrialOrder.shuffledPositions(count, design.random(name));
    }

    @Override
    void require(DesignSettings design) {}
}
