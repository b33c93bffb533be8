// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.peer.OnlinePeer;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.LiveClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a live clock said during a session, and what peers would have said.
 *
 * @param fit by the newest fit
 * @param monotone by the view that never runs backwards
 * @param backwards how often that view ran backwards from one query to the next
 * @param resets how often it was reset
 * @param peers the errors of the peers' methods, by name
 */
record LiveAnswers(Answers fit, Answers monotone, long backwards, long resets, Map<String, Errors> peers) {

    static LiveAnswers of(SimulatedSession session, LiveClock clock) {
        Listener listener = new Listener(session.wallQueries().size());
        LiveFollower.follow(session, clock, listener::ask);
        return listener.answers();
    }

    static LiveAnswers together(List<LiveAnswers> parts) {
        Map<String, Errors> peers = new LinkedHashMap<>();
        for (String peer : parts.get(0).peers().keySet()) {
            peers.put(
                    peer,
                    Errors.together(parts.stream()
                            .map(part -> Objects.requireNonNull(part.peers().get(peer)))
                            .toList()));
        }
        return new LiveAnswers(
                Answers.together(parts.stream().map(LiveAnswers::fit).toList()),
                Answers.together(parts.stream().map(LiveAnswers::monotone).toList()),
                parts.stream().mapToLong(LiveAnswers::backwards).sum(),
                parts.stream().mapToLong(LiveAnswers::resets).sum(),
                peers);
    }

    private static final class Listener {
        private final Answers.Tally fit;
        private final Answers.Tally monotone;
        private final Map<OnlinePeer, List<Double>> peers = new LinkedHashMap<>();
        private long lastHostNanos = Long.MIN_VALUE;
        private long generation;
        private long backwards;

        Listener(int asked) {
            fit = new Answers.Tally(asked);
            monotone = new Answers.Tally(asked);
            OnlinePeer.all().forEach(peer -> peers.put(peer, new ArrayList<>()));
        }

        void ask(LiveFollower.Moment moment) {
            HostTime time = moment.state().toHost(moment.deviceNanos());
            boolean sameGeneration = moment.state().generation() == generation;
            backwards += sameGeneration && time.hostNanos() < lastHostNanos ? 1 : 0;
            lastHostNanos = time.hostNanos();
            generation = moment.state().generation();
            monotone.add(time, moment.trueHostNanos());
            fit.add(moment.state().toHostByFit(moment.deviceNanos()), moment.trueHostNanos());
            peers.forEach((peer, errors) -> errors.add(error(peer, moment)));
        }

        private static double error(OnlinePeer peer, LiveFollower.Moment moment) {
            long host = moment.deviceNanos() + peer.offsetNanos(moment.received());
            return Math.abs(host - moment.trueHostNanos()) * 1e-3;
        }

        LiveAnswers answers() {
            Map<String, Errors> found = new LinkedHashMap<>();
            peers.forEach((peer, errors) -> found.put(
                    peer.name(),
                    Errors.of(errors.stream().mapToDouble(Double::doubleValue).toArray())));
            return new LiveAnswers(fit.answers(), monotone.answers(), backwards, generation, found);
        }
    }
}
