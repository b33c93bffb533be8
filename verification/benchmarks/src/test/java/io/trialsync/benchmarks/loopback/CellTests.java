// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trialsync.clock.ClockModelFitter;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CellTests {

    private static final long START = 1_790_000_000_000_000_000L;

    @Test
    void theLimitsComeFromDifferentExchanges() {
        List<Exchange> burst = List.of(new Exchange(1_000, 1_010, 1_100, 0), new Exchange(2_000, 2_080, 2_096, 0));

        assertThat(Cell.of(burst, 0)).isEqualTo(new Cell(3, 26));
        assertThat(Cell.of(burst, 3)).isEqualTo(new Cell(0, 26));
    }

    @Test
    void theEstimatorSaysTheSameOfABurst() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Exchange> burst = burst(new SplittableRandom(seed));
            Exchange middle = burst.get(burst.size() / 2);
            Conversion conversion = new ClockModelFitter()
                    .fit(burst, FitAssumptions.with(StampRule.FLOORED))
                    .toHost(middle.deviceNanos());

            assertThat(conversion).as("seed %d", seed).isInstanceOf(Conversion.Converted.class);
            long offset = ((Conversion.Converted) conversion).hostTime().hostNanos() - middle.deviceNanos();
            assertThat((double) offset)
                    .as("seed %d", seed)
                    .isCloseTo(Cell.of(burst, 0).errorNanos(), within(100.0));
        }
    }

    private static List<Exchange> burst(SplittableRandom random) {
        List<Exchange> burst = new ArrayList<>();
        long now = START;
        for (int i = 0; i < Contender.EXCHANGES; i++) {
            long stamp = now + random.nextLong(3_000, 20_000);
            long receive = stamp + random.nextLong(3_000, 20_000);
            burst.add(new Exchange(now, stamp, receive, 0));
            now = receive + 2_000;
        }
        return burst;
    }
}
