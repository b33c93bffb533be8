// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What all methods made of one scenario, over all seeds and queries.
 *
 * @param scenario the scenario
 * @param study the study's figures for it
 * @param exchanges the mean number of exchanges of a session
 * @param wall our answers about the wall clock
 * @param sensor our answers about the clock that never steps
 * @param heard what live streams as witnesses made of its sessions
 * @param peerP95 the 95 % errors of the peers' methods, by name, in microseconds
 */
record ScenarioResult(
        Scenario scenario,
        StudyFigures study,
        long exchanges,
        Answers wall,
        Answers sensor,
        List<HeardSession> heard,
        Map<String, Double> peerP95) {

    static ScenarioResult of(Scenario scenario, StudyFigures study, List<SessionResult> sessions) {
        Map<String, Double> peers = new LinkedHashMap<>();
        for (String peer : sessions.get(0).peers().keySet()) {
            peers.put(
                    peer,
                    Errors.together(sessions.stream()
                                    .map(session -> Objects.requireNonNull(
                                            session.peers().get(peer)))
                                    .toList())
                            .p95());
        }
        return new ScenarioResult(
                scenario,
                study,
                Math.round(sessions.stream()
                        .mapToInt(SessionResult::exchanges)
                        .average()
                        .orElseThrow()),
                Answers.together(sessions.stream().map(SessionResult::wall).toList()),
                Answers.together(sessions.stream().map(SessionResult::sensor).toList()),
                sessions.stream().map(SessionResult::heard).toList(),
                peers);
    }

    String bestPeer() {
        return peerP95.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    double p95() {
        return wall.errors().p95();
    }

    double p95(String peer) {
        return Objects.requireNonNull(peerP95.get(peer), peer);
    }

    /** {@return how many times larger a peer's 95 % error is than ours} */
    double timesBetterThan(String peer) {
        return p95(peer) / p95();
    }

    double timesBetterThanBest() {
        return timesBetterThan(bestPeer());
    }

    /** {@return a peer's 95 % error as a multiple of what the study had for it} */
    double againstStudy(String peer) {
        return p95(peer) / Objects.requireNonNull(study.peerP95Micros().get(peer), peer);
    }

    /** {@return our 95 % error as a multiple of that of the study's estimator} */
    double againstStudy() {
        return p95() / study.p95Micros();
    }
}
