// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.ClockModelFitter;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import org.junit.jupiter.api.Test;

/** Two bursts an hour apart, both in congestion from their first exchange to their last. */
class CongestedBurstsTests {

    private static final long SEED = 6005;

    @Test
    void aQueueThatFillsDuringABurstIsNotTakenForADriftThatChangedSuddenly() {
        Scenario scenario = Scenarios.all().stream()
                .filter(one -> one.id().equals("G3"))
                .findFirst()
                .orElseThrow();
        SimulatedSession session = scenario.draw(SEED);
        ClockModel model = new ClockModelFitter().fit(session.exchanges(), FitAssumptions.with(StampRule.FLOORED));
        Queries queries = session.wallQueries();
        long[] host = model.toHost(queries.deviceNanos());

        assertThat(model.segments().get(0).evidence()).contains("sudden changes of drift: 0");
        for (int i = 0; i < queries.size(); i++) {
            assertThat(host[i] - queries.trueHostNanos(i))
                    .as("seed %d, query %d; round trips are 78 ms at least", SEED, i)
                    .isBetween(-100_000_000L, 100_000_000L);
        }
    }
}
