// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.Scenarios;
import io.trialsync.benchmarks.scenario.SimulatedSession;

/** The sessions that are fitted: Wi-Fi, a warming clock, and 8 exchanges each 5 s. */
final class Sessions {

    private static final String SCENARIO = "B4";
    private static final long SEED = 1;

    private Sessions() {}

    /** {@return a session of about so many exchanges; its length follows from that} */
    static SimulatedSession withExchanges(int exchanges) {
        return scenario().draw(SEED, exchanges / 8 * 5);
    }

    private static Scenario scenario() {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.id().equals(SCENARIO))
                .findFirst()
                .orElseThrow();
    }
}
