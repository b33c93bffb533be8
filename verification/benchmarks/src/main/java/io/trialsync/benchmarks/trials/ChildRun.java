// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.trials;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** One child JVM of the measurement: runs test classes and writes its figures, nanoseconds by name, to a file. */
final class ChildRun {

    private static final int PACED_MARKS = 250;
    private static final int WARM_AFTER = 200;
    private static final long PAUSE_NANOS = 20_000_000;

    private final int trials;
    private final int rounds;
    private final Path directory;
    private final Properties figures = new Properties();

    private ChildRun(int trials, int rounds, Path directory) {
        this.trials = trials;
        this.rounds = rounds;
        this.directory = directory;
    }

    /**
     * Measure.
     *
     * @param args what, how many trials, how many rounds of them, folder for sessions, file for the figures
     * @throws IOException if a file cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        ChildRun run = new ChildRun(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Path.of(args[3]));
        switch (args[0]) {
            case "first" -> run.put("first", run.experiment(run.trials)[0]);
            case "first-bare" ->
                run.put(
                        "first",
                        run.run(TrialClasses.Intercepted.class, run.trials).sinceBefore()[0]);
            default -> run.warm();
        }
        try (Writer out = Files.newBufferedWriter(Path.of(args[4]))) {
            run.figures.store(out, null);
        }
    }

    private void warm() throws IOException {
        long[] experiments = new long[rounds];
        long[] bares = new long[rounds];
        long[] costs = new long[rounds];
        long[] ours = {};
        long[] bareStamps = {};
        for (int round = -warmUpRounds(); round < rounds; round++) {
            long bare = percentile(run(TrialClasses.Bare.class, trials).gaps(), 50);
            Stamps stamps = run(TrialClasses.Trials.class, trials);
            long experiment = percentile(stamps.gaps(), 50);
            ours = toBodies(stamps);
            bareStamps = run(TrialClasses.Intercepted.class, trials).sinceBefore();
            if (round == -warmUpRounds()) {
                put("cost.first", experiment - bare);
                put("bare.first", bare);
            }
            if (round >= 0) {
                bares[round] = bare;
                experiments[round] = experiment;
                costs[round] = experiment - bare;
            }
        }
        put("bare", percentile(bares, 50));
        put("experiment", percentile(experiments, 50));
        put("cost", percentile(costs, 50));
        put("cost.least", percentile(costs, 0));
        put("cost.most", percentile(costs, 100));
        int from = Math.min(WARM_AFTER, ours.length / 2);
        put("warm.p50", percentile(Arrays.copyOfRange(ours, from, ours.length), 50));
        put("warm.p99", percentile(Arrays.copyOfRange(ours, from, ours.length), 99));
        put("warm.bare.p50", percentile(Arrays.copyOfRange(bareStamps, from, bareStamps.length), 50));
        put("warm.bare.p99", percentile(Arrays.copyOfRange(bareStamps, from, bareStamps.length), 99));
        for (String sync : List.of("interval", "trial", "always")) {
            Stamps stamps = run(TrialClasses.Trials.class, trials, sync);
            put("sync." + sync + ".p50", percentile(stamps.gaps(), 50));
            put("sync." + sync + ".p99", percentile(stamps.gaps(), 99));
            long[] warm = Arrays.copyOfRange(toBodies(stamps), from, trials);
            put("body." + sync + ".p50", percentile(warm, 50));
            put("body." + sync + ".p99", percentile(warm, 99));
        }
        put("mark", percentile(run(TrialClasses.Marks.class, 10 * trials).marks(), 50));
        int paced = Math.min(PACED_MARKS, trials);
        put("mark.paced", percentile(run(TrialClasses.PacedMarks.class, paced).marks(), 50));
        put("task", percentile(tasks(10 * trials, 0), 50));
        put("task.paced", percentile(tasks(paced, PAUSE_NANOS), 50));
    }

    /** Not counted, since the compilers are at work; at least one. */
    private int warmUpRounds() {
        return (rounds + 1) / 2;
    }

    private long[] experiment(int count) throws IOException {
        return toBodies(run(TrialClasses.Trials.class, count));
    }

    /** From the stamp in the journal to the body, of each trial. */
    private static long[] toBodies(Stamps stamps) throws IOException {
        List<TrialBegin> begins = Journal.read(stamps.folder().resolve(Journal.FILE_NAME))
                .all(TrialBegin.class)
                .toList();
        long[] since = new long[begins.size()];
        Arrays.setAll(since, i -> stamps.bodyHostNanos(i) - begins.get(i).hostNanos());
        return since;
    }

    /** What handing an empty task to another thread costs: the least that a marker can. */
    private static long[] tasks(int count, long pauseNanos) {
        long[] tasks = new long[count];
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        for (int i = 0; i < count; i++) {
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
            long before = System.nanoTime();
            pool.execute(() -> {});
            tasks[i] = System.nanoTime() - before;
        }
        pool.shutdown();
        return tasks;
    }

    private Stamps run(Class<?> tests, int count) {
        return run(tests, count, "interval");
    }

    private Stamps run(Class<?> tests, int count, String sync) {
        Stamps stamps = new Stamps(count);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            launcher.getStore().put(Namespace.create(TrialClasses.SPACE), Stamps.class, stamps);
            launcher.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(tests))
                                    .configurationParameter("trialsync.directory", directory.toString())
                                    .configurationParameter("trialsync.journal.sync", sync)
                                    .configurationParameter("junit.platform.reporting.output.dir", directory.toString())
                                    .build(),
                            summary);
        }
        for (Failure failure : summary.getSummary().getFailures()) {
            throw new IllegalStateException(tests.getSimpleName() + " failed", failure.getException());
        }
        return stamps;
    }

    private void put(String name, long nanos) {
        figures.setProperty(name, String.format(Locale.ROOT, "%d", nanos));
    }

    static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
