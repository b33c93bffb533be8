// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import java.util.List;

/** The clock model of an estimator, fitted once the session is over. */
record OfflineFit(ClockEstimator estimator) implements Method {

    @Override
    public String name() {
        return estimator.name();
    }

    @Override
    public Answers answer(SimulatedSession session, ClockKind kind) {
        ClockModel model = kind.of(estimator.fit(session.exchanges(), FitAssumptions.with(StampRule.FLOORED)));
        return ask(model, kind.queries(session));
    }

    /** {@return what a model says about queries, in their order} */
    static Answers ask(ClockModel model, Queries queries) {
        List<Conversion> conversions = model.toHostInOrder(queries.deviceNanos());
        Answers.Tally tally = new Answers.Tally(queries.size());
        for (int i = 0; i < queries.size(); i++) {
            if (conversions.get(i) instanceof Conversion.Converted converted) {
                tally.add(converted.hostTime(), queries.trueHostNanos(i));
            }
        }
        return tally.answers();
    }
}
