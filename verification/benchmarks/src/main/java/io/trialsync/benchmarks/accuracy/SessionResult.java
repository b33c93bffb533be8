// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.peer.OffsetFunction;
import io.trialsync.benchmarks.peer.Peer;
import io.trialsync.benchmarks.peer.Peers;
import io.trialsync.benchmarks.peer.Samples;
import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockEstimator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all methods made of one session.
 *
 * @param exchanges how many exchanges it had
 * @param wall our answers about the wall clock
 * @param sensor our answers about the clock that never steps
 * @param heard what the device's live stream as a witness made of it
 * @param peers the errors of the peers' methods, by name, about the wall clock
 */
record SessionResult(int exchanges, Answers wall, Answers sensor, HeardSession heard, Map<String, Errors> peers) {

    static SessionResult measure(Scenario scenario, long seed, Method ours, ClockEstimator estimator) {
        SimulatedSession session = scenario.draw(seed);
        Answers wall = ours.answer(session, ClockKind.WALL);
        Answers sensor = scenario.clock().steps() ? ours.answer(session, ClockKind.SENSOR) : wall;
        Samples samples = Samples.of(session.probes());
        Queries queries = session.wallQueries();
        Map<String, Errors> peers = new LinkedHashMap<>();
        for (Peer peer : Peers.all()) {
            peers.put(peer.name(), errors(samples, peer.fit(samples), queries));
        }
        HeardSession heard =
                HeardSession.measure(estimator, session, scenario.clock().steps());
        return new SessionResult(session.probes().size(), wall, sensor, heard, peers);
    }

    private static Errors errors(Samples samples, OffsetFunction fitted, Queries queries) {
        long[] device = queries.deviceNanos();
        double[] errors = new double[device.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(samples.hostNanos(fitted, device[i]) - queries.trueHostNanos(i)) * 1e-3;
        }
        return Errors.of(errors);
    }
}
