// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.Scenarios;
import io.trialsync.clock.ClockEstimator;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run over scenarios and seeds, and the page about it.
 *
 * @param estimator the estimator to measure
 * @param scenarios the scenarios, in their order
 * @param seeds one session is drawn for each
 * @param date the day that the page says
 * @param threads how many sessions are measured at a time
 */
public record AccuracyRun(
        ClockEstimator estimator, List<Scenario> scenarios, List<Long> seeds, LocalDate date, int threads) {

    /** A method failed on a session. The message names scenario and seed, the cause says why. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Copies the lists. */
    public AccuracyRun {
        scenarios = List.copyOf(scenarios);
        seeds = List.copyOf(seeds);
    }

    /**
     * Measure, and write the page.
     *
     * @param progress told one line as soon as a scenario is done
     * @return the page, in Markdown
     * @throws FailedException if a method failed
     * @throws InterruptedException if the thread was interrupted
     */
    public String page(Consumer<String> progress) throws FailedException, InterruptedException {
        Measurement measurement = new Measurement(seeds, threads);
        Method ours = new OfflineFit(estimator);
        AtomicInteger done = new AtomicInteger();
        List<ScenarioResult> results = measurement.run(
                scenarios,
                (scenario, seed) -> SessionResult.measure(scenario, seed, ours, estimator),
                ScenarioResult::of,
                result -> progress.accept(line(done.incrementAndGet(), result)));
        List<LiveResult> live = measurement.run(
                scenarios.stream().filter(LiveResult::concerns).toList(),
                LiveResult::measure,
                LiveResult::of,
                result -> progress.accept(line(result)));
        String policies = scenarios.size() < Scenarios.all().size()
                ? ""
                : new PolicyComparison(estimator, seeds, threads).table(progress);
        return new AccuracyPage(this, results, live, policies).text();
    }

    private static String line(LiveResult result) {
        return String.format(
                Locale.ROOT,
                "[live] %s: 95 %% error %s µs, %s times the study's after the session",
                result.scenario().id(),
                Figures.micros(result.cold().fit().errors().p95()),
                Figures.times(result.againstStudy()));
    }

    private String line(int done, ScenarioResult result) {
        return String.format(
                Locale.ROOT,
                "[%d/%d] %s %s, %s, %s: 95 %% error %s µs; best peer %s %s µs; study %s µs",
                done,
                scenarios.size(),
                result.scenario().id(),
                result.scenario().link().label(),
                result.scenario().clock().label(),
                result.scenario().schedule().label(),
                Figures.micros(result.p95()),
                result.bestPeer(),
                Figures.micros(result.p95(result.bestPeer())),
                Figures.micros(result.study().p95Micros()));
    }
}
