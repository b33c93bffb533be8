// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Measures scenarios on all cores, one session a task. */
record Measurement(List<Long> seeds, int threads) {

    private record Running<S>(Scenario scenario, List<Future<S>> sessions) {}

    /** Measures the session that a seed draws. */
    interface Measured<S> {
        S session(Scenario scenario, long seed);
    }

    /** Puts all sessions of a scenario together. */
    interface Joined<S, R> {
        R scenario(Scenario scenario, StudyFigures study, List<S> sessions);
    }

    /**
     * Measure scenarios.
     *
     * @param progress told each result as soon as it is there
     * @return one result a scenario, in their order
     */
    <S, R> List<R> run(List<Scenario> scenarios, Measured<S> measured, Joined<S, R> joined, Consumer<R> progress)
            throws AccuracyRun.FailedException, InterruptedException {
        Map<String, StudyFigures> study = StudyFigures.read();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Running<S>> started = scenarios.stream()
                    .map(scenario -> start(pool, scenario, measured))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Running<S> running : started) {
                StudyFigures figures =
                        Objects.requireNonNull(study.get(running.scenario().id()));
                R result = joined.scenario(running.scenario(), figures, finish(running));
                results.add(result);
                progress.accept(result);
                running.sessions().clear();
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private <S> Running<S> start(ExecutorService pool, Scenario scenario, Measured<S> measured) {
        List<Future<S>> sessions = new ArrayList<>();
        for (long seed : seeds) {
            sessions.add(pool.submit(() -> measured.session(scenario, seed)));
        }
        return new Running<>(scenario, sessions);
    }

    private <S> List<S> finish(Running<S> running) throws AccuracyRun.FailedException, InterruptedException {
        List<S> results = new ArrayList<>();
        for (int i = 0; i < seeds.size(); i++) {
            try {
                results.add(running.sessions().get(i).get());
            } catch (ExecutionException e) {
                throw new AccuracyRun.FailedException(
                        "scenario " + running.scenario().id() + " failed with seed " + seeds.get(i) + ": "
                                + e.getCause(),
                        e.getCause());
            }
        }
        return results;
    }
}
