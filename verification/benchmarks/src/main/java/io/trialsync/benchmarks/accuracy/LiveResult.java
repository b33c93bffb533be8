// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.KnownDrift;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.Optional;

/**
 * A scenario as it was followed during its sessions.
 *
 * @param scenario the scenario
 * @param study the study's figures for it
 * @param cold what was said by live clocks that knew nothing of the device
 * @param warm what was said by live clocks that had kept the device's drift
 */
record LiveResult(Scenario scenario, StudyFigures study, LiveAnswers cold, LiveAnswers warm) {

    private static final FitAssumptions ASSUMPTIONS = FitAssumptions.with(StampRule.FLOORED);

    static boolean concerns(Scenario scenario) {
        return scenario.id().startsWith("B") || scenario.id().startsWith("C");
    }

    /** One session: cold, then warm, as if the session before had been just like it. */
    static List<LiveAnswers> measure(Scenario scenario, long seed) {
        SimulatedSession session = scenario.draw(seed);
        LiveClock cold = new LiveClock(ASSUMPTIONS);
        LiveAnswers first = LiveAnswers.of(session, cold);
        Optional<KnownDrift> kept = cold.state().map(state -> state.drift().afterRest());
        return List.of(first, LiveAnswers.of(session, new LiveClock(ASSUMPTIONS, kept)));
    }

    static LiveResult of(Scenario scenario, StudyFigures study, List<List<LiveAnswers>> sessions) {
        return new LiveResult(
                scenario,
                study,
                LiveAnswers.together(sessions.stream().map(both -> both.get(0)).toList()),
                LiveAnswers.together(sessions.stream().map(both -> both.get(1)).toList()));
    }

    /** {@return the 95 % error during the session as a multiple of what the study had after it} */
    double againstStudy() {
        return cold.fit().errors().p95() / study.p95Micros();
    }
}
