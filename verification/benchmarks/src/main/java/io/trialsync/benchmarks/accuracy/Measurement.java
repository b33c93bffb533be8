// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.clock.ClockEstimator;
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
record Measurement(Method ours, ClockEstimator estimator, List<Long> seeds, int threads) {

    private record Running(Scenario scenario, List<Future<SessionResult>> sessions) {}

    /**
     * Measure scenarios.
     *
     * @param progress told each result as soon as it is there
     * @return one result a scenario, in their order
     */
    List<ScenarioResult> run(List<Scenario> scenarios, Consumer<ScenarioResult> progress)
            throws AccuracyRun.FailedException, InterruptedException {
        Map<String, StudyFigures> study = StudyFigures.read();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Running> started =
                    scenarios.stream().map(scenario -> start(pool, scenario)).toList();
            List<ScenarioResult> results = new ArrayList<>();
            for (Running running : started) {
                StudyFigures figures =
                        Objects.requireNonNull(study.get(running.scenario().id()));
                results.add(ScenarioResult.of(running.scenario(), figures, finish(running)));
                progress.accept(results.get(results.size() - 1));
                running.sessions().clear();
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private Running start(ExecutorService pool, Scenario scenario) {
        List<Future<SessionResult>> sessions = new ArrayList<>();
        for (long seed : seeds) {
            sessions.add(pool.submit(() -> SessionResult.measure(scenario, seed, ours, estimator)));
        }
        return new Running(scenario, sessions);
    }

    private List<SessionResult> finish(Running running) throws AccuracyRun.FailedException, InterruptedException {
        List<SessionResult> results = new ArrayList<>();
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
