// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stamps in whole milliseconds, sent in step with the device's ticks, so that the limits lie to one side of the truth. */
class CoarseStampTests {

    private static final long MILLI = 1_000_000;
    private static final long MINUTE = 60_000_000_000L;
    private static final int SEEDS = 40;

    /** A clock without drift that is {@code phase} into its millisecond when the host begins one. */
    private static List<Exchange> inStep(Random random, long phase, long forwardJitter, long backwardJitter) {
        SimulatedLink link = new SimulatedLink(100_000, forwardJitter, 100_000, backwardJitter, MILLI, false, random);
        List<Exchange> exchanges = new ArrayList<>();
        for (int burst = 0; burst < 30; burst++) {
            for (int i = 0; i < 50; i++) {
                long send = burst * MINUTE + i * 20L * MILLI;
                long stamped = send + link.forwardBase() + jitter(random, forwardJitter);
                long received = stamped + link.backwardBase() + jitter(random, backwardJitter);
                exchanges.add(new Exchange(send, link.stamp(stamped + phase), received, MILLI, i == 0));
            }
        }
        return exchanges;
    }

    private static long jitter(Random random, long scale) {
        return (long) (-Math.log(1 - random.nextDouble()) * scale);
    }

    private static HostTime middle(List<Exchange> exchanges) {
        ClockModel model = new ClockModelFitter().fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
        return ((Conversion.Converted) model.toHost(15 * MINUTE)).hostTime();
    }

    @Test
    void theEstimateLeavesTheMiddleOfLimitsThatLieToOneSide() {
        double ofMiddles = 0;
        double ofEstimates = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long phase = random.nextLong(MILLI);
            HostTime time = middle(inStep(random, phase, 80_000, 80_000));
            long truth = 15 * MINUTE - phase;
            assertThat(time.limits().contains(truth)).as("seed %d", seed).isTrue();
            assertThat(Math.abs(time.hostNanos() - truth))
                    .as("seed %d: %s", seed, time)
                    .isLessThanOrEqualTo(time.uncertainty().totalNanos());
            Bound limits = time.limits();
            ofMiddles += Math.abs(limits.earliestNanos() + limits.widthNanos() / 2 - truth);
            ofEstimates += Math.abs(time.hostNanos() - truth);
        }
        assertThat(ofEstimates).as("seeds 0 to %d", SEEDS - 1).isLessThan(0.75 * ofMiddles);
    }

    @Test
    void theTruthStaysWithinTheUncertaintyWhereOneWayWaitsLonger() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long phase = random.nextLong(MILLI);
            HostTime time = middle(inStep(random, phase, 400_000, 40_000));
            long truth = 15 * MINUTE - phase;
            assertThat(Math.abs(time.hostNanos() - truth))
                    .as("seed %d: %s", seed, time)
                    .isLessThanOrEqualTo(time.uncertainty().totalNanos());
        }
    }
}
