// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.DesignSettings;
import io.trialsync.session.design.WilliamsDesign;
import java.util.List;

/**
 * Orders the blocks of an experiment, its {@code @Nested} classes ({@code @TestClassOrder(Counterbalanced.class)}), or the test
 * methods of a class ({@code @TestMethodOrder(Counterbalanced.class)}), by the participant's number: by the rows of a
 * {@linkplain WilliamsDesign balanced Latin square}. They are conditions 1, 2, … in the order of their {@code @Order}, or else
 * of their names.
 *
 * <p>The participant's number is that at the end of the label, 7 of {@code P07}, or the parameter
 * {@code trialsync.participant.number}: whoever takes the place of a participant who left is given the number of that one, so
 * that the design stays balanced. Blocks inherited from a superclass of the experiment go by parameters only, not by what
 * {@link Experiment} says.
 */
public final class Counterbalanced extends DesignOrderer {

    /** For Jupiter. */
    public Counterbalanced() {}

    @Override
    String label() {
        return "counterbalanced";
    }

    @Override
    List<Integer> positions(int count, DesignSettings design, String name) {
        return WilliamsDesign.order(count, design.participantNumber());
    }

    @Override
    void require(DesignSettings design) {
        design.participantNumber();
    }
}
