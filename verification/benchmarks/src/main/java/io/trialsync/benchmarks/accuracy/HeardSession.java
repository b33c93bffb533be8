// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.StreamClock;
import io.trialsync.clock.StreamWitness;
import java.util.ArrayList;
import java.util.List;

/**
 * What the device's live stream as a witness made of one session.
 *
 * @param heard answers about the wall clock with a stream that the sensor clock stamps
 * @param shaped whether the stream's shape was used
 * @param steps what a stream that the wall clock stamps made of its steps; empty if it has none
 */
record HeardSession(Answers heard, boolean shaped, List<Placed> steps) {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final String USED = "its shape fills";

    /**
     * A session with a step, all of its seconds asked for.
     *
     * @param gapSeconds within how many seconds of host time the step is known to have happened; zero if it was not seen
     * @param answers the answers
     */
    record Gap(double gapSeconds, Answers answers) {

        static Gap of(ClockModel model, Queries queries) {
            double seconds = model.steps().stream()
                    .mapToDouble(step -> step.host().widthNanos() * 1e-9)
                    .sum();
            return new Gap(seconds, OfflineFit.ask(model, queries));
        }
    }

    /**
     * The same session without and with the stream.
     *
     * @param without by the exchanges alone
     * @param with with the stream
     */
    record Placed(Gap without, Gap with) {}

    static HeardSession measure(ClockEstimator estimator, SimulatedSession session, boolean steps) {
        ClockModel heard = estimator.fit(
                session.exchanges(), FLOORED, StreamWitness.ofSensorClock(session.arrivals(StreamClock.SENSOR)));
        boolean shaped =
                heard.segments().stream().anyMatch(segment -> segment.evidence().contains(USED));
        List<Placed> placed = new ArrayList<>();
        if (steps) {
            Queries all = session.allWallQueries();
            StreamWitness stepping = StreamWitness.ofWallClock(session.arrivals(StreamClock.WALL));
            placed.add(new Placed(
                    Gap.of(estimator.fit(session.exchanges(), FLOORED), all),
                    Gap.of(estimator.fit(session.exchanges(), FLOORED, stepping), all)));
        }
        return new HeardSession(OfflineFit.ask(heard, session.wallQueries()), shaped, placed);
    }
}
