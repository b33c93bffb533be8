// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The normal distribution, against an independent one. */
class NormalTests {

    @Test
    void probabilitiesAgreeWithHipparchusToNineDigitsAlsoFarOutAndAtTheBordersOfTheTable() {
        NormalDistribution theirs = new NormalDistribution(0, 1);
        for (double x = -12; x < 9; x += 0.00371) {
            assertThat(Normal.below(x))
                    .as("below %s", x)
                    .isCloseTo(theirs.cumulativeProbability(x), withinPercentage(1e-7));
        }
        for (double x : new double[] {-8, -7.9999999, -8.0000001, -4, 0, -0.0, 8, 8.0000001}) {
            assertThat(Normal.below(x))
                    .as("below %s", x)
                    .isCloseTo(theirs.cumulativeProbability(x), withinPercentage(1e-7));
        }
    }
}
