// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Exchange;
import io.trialsync.session.SyncPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyScenarioTests {

    private static SimulatedSession drawn(SyncPolicy policy) {
        return new PolicyScenario(Link.BAD_WIFI, ClockShape.WARM_UP, 1_000_000, policy).draw(3);
    }

    @Test
    void aSeedGivesTheSameSessionAgain() {
        assertThat(drawn(SyncPolicy.STEADY).exchanges())
                .isEqualTo(drawn(SyncPolicy.STEADY).exchanges());
    }

    @Test
    void oneRequestIsUnderWayAtATime() {
        for (SyncPolicy policy : SyncPolicy.all()) {
            List<Exchange> exchanges = drawn(policy).exchanges();
            for (int i = 1; i < exchanges.size(); i++) {
                assertThat(exchanges.get(i).hostSendNanos())
                        .as("%s, exchange %d", policy.name(), i)
                        .isGreaterThanOrEqualTo(exchanges.get(i - 1).hostReceiveNanos());
            }
        }
    }

    @Test
    void aBackgroundOfOneASecondIsNotCrowdedOutByTrials() {
        long background = drawn(SyncPolicy.STEADY).probes().stream()
                .filter(probe -> probe.burst() == 0)
                .count();

        assertThat(background).isBetween(3_590L, 3_600L);
    }

    @Test
    void everyPolicyMeetsTheSameClock() {
        assertThat(drawn(SyncPolicy.SPARSE).wallQueries().deviceNanos())
                .isEqualTo(drawn(SyncPolicy.BURSTS).wallQueries().deviceNanos());
    }
}
