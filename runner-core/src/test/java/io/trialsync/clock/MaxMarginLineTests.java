// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxMarginLineTests {

    @Test
    void noSlopeOfAFineGridLeavesAWiderMargin() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(60);
            double[] seconds = new double[size];
            double[] earliest = new double[size];
            double[] latest = new double[size];
            double drift = 200 * (random.nextDouble() - 0.5);
            for (int i = 0; i < size; i++) {
                seconds[i] = i == 0 ? 0 : seconds[i - 1] + 0.1 + 60 * random.nextDouble();
                earliest[i] = drift * seconds[i] - 100 * random.nextDouble();
                latest[i] = drift * seconds[i] + 100 * random.nextDouble();
            }
            MaxMarginLine line = MaxMarginLine.of(seconds, earliest, latest, 600);
            double widest = Double.NEGATIVE_INFINITY;
            for (double slope = -600; slope <= 600; slope += 0.01) {
                widest = Math.max(widest, margin(seconds, earliest, latest, slope));
            }
            assertThat(line.margin()).as("seed %d", seed).isGreaterThanOrEqualTo(widest - 1e-6);
            assertThat(line.margin())
                    .as("seed %d", seed)
                    .isCloseTo(margin(seconds, earliest, latest, line.drift()), within(1e-6));
        }
    }

    private static double margin(double[] seconds, double[] earliest, double[] latest, double slope) {
        double highest = Double.POSITIVE_INFINITY;
        double lowest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < seconds.length; i++) {
            highest = Math.min(highest, latest[i] - slope * seconds[i]);
            lowest = Math.max(lowest, earliest[i] - slope * seconds[i]);
        }
        return (highest - lowest) / 2;
    }
}
