// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.ClockShape;
import io.trialsync.benchmarks.scenario.Link;
import io.trialsync.benchmarks.scenario.PolicyScenario;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.session.SyncPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Compares the schedules that a session can follow, on the same clocks and links, by what they cost and what they buy.
 *
 * @param estimator the estimator to fit with
 * @param seeds one session is drawn for each
 * @param threads how many sessions are measured at a time
 */
public record PolicyComparison(ClockEstimator estimator, List<Long> seeds, int threads) {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    /** Copies the seeds. */
    public PolicyComparison {
        seeds = List.copyOf(seeds);
    }

    private record Line(String link, String policy, PolicyScenario scenario) {}

    private record Measured(int exchanges, Answers answers) {}

    private static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (SyncPolicy policy : policies()) {
            lines.add(line(Link.WIFI, MICROSECOND, policy));
        }
        for (SyncPolicy policy : policies()) {
            lines.add(line(Link.BAD_WIFI, MICROSECOND, policy));
        }
        for (SyncPolicy policy : policies()) {
            lines.add(line(Link.USB, MILLISECOND, policy));
        }
        return lines;
    }

    /** Those that can be chosen, and two more to see what their parts are good for. */
    private static List<SyncPolicy> policies() {
        List<SyncPolicy> policies = new ArrayList<>(SyncPolicy.all());
        policies.add(1, new SyncPolicy("steady, trials without", SECOND, 1, 0, 16, true));
        policies.add(new SyncPolicy("8 each 5 s", 5 * SECOND, 8, 0, 8, false));
        return policies;
    }

    private static Line line(Link link, long resolution, SyncPolicy policy) {
        String label = link.label() + (resolution == MILLISECOND ? ", stamps of 1 ms" : ", stamps of 1 µs");
        return new Line(label, policy.name(), new PolicyScenario(link, ClockShape.WARM_UP, resolution, policy));
    }

    /**
     * Measure.
     *
     * @param progress told one line as soon as a schedule is done
     * @return a table, in Markdown
     * @throws AccuracyRun.FailedException if the estimator failed
     * @throws InterruptedException if the thread was interrupted
     */
    public String table(Consumer<String> progress) throws AccuracyRun.FailedException, InterruptedException {
        MarkdownTable table = new MarkdownTable(List.of(
                "link",
                "schedule",
                "exchanges",
                "95 %",
                "worst",
                "mean uncertainty, ±",
                "within uncertainty, %",
                "95 % × √exchanges ÷ 1000"));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Line line : lines()) {
                table.row(row(line, pool));
                progress.accept("schedule " + line.policy() + " on " + line.link() + " measured");
            }
        } finally {
            pool.shutdownNow();
        }
        return table.text();
    }

    private List<String> row(Line line, ExecutorService pool) throws AccuracyRun.FailedException, InterruptedException {
        List<Future<Measured>> running = new ArrayList<>();
        for (long seed : seeds) {
            running.add(pool.submit(() -> measure(line.scenario(), seed)));
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            try {
                measured.add(running.get(i).get());
            } catch (ExecutionException e) {
                throw new AccuracyRun.FailedException(
                        "schedule " + line.policy() + " on " + line.link() + " failed with seed " + seeds.get(i) + ": "
                                + e.getCause(),
                        e.getCause());
            }
        }
        Answers answers =
                Answers.together(measured.stream().map(Measured::answers).toList());
        double exchanges =
                measured.stream().mapToInt(Measured::exchanges).average().orElseThrow();
        return List.of(
                line.link(),
                line.policy(),
                Long.toString(Math.round(exchanges)),
                Figures.micros(answers.errors().p95()),
                Figures.micros(answers.errors().worst()),
                Figures.micros(answers.meanUncertaintyMicros()),
                Figures.percent(answers.uncertaintyPercent()),
                Figures.micros(answers.errors().p95() * Math.sqrt(exchanges) / 1_000));
    }

    private Measured measure(PolicyScenario scenario, long seed) {
        SimulatedSession session = scenario.draw(seed);
        return new Measured(session.probes().size(), new OfflineFit(estimator).answer(session, ClockKind.WALL));
    }
}
