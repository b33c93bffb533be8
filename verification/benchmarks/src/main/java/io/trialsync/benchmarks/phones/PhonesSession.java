// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.phones;

import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.runner.RunnerContext;
import io.trialsync.session.Completion;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One session: phones on Wi-Fi with clocks of their own, and trials in a row, each with a marker half-way.
 *
 * @param phones how many phones take part
 * @param trials how many trials are run
 * @param bodyNanos how long the body of each takes, in nanoseconds
 * @param directory the folder of all sessions
 */
record PhonesSession(int phones, int trials, long bodyNanos, Path directory) {

    /** How many markers a trial has: its begin, the picture, its end. */
    static final int MARKERS_OF_TRIAL = 3;

    private static final int FIRST_SEED = 101;
    private static final int TRIALS_BETWEEN_LINES = 50;

    /**
     * Run it to its end and align it.
     *
     * @throws IOException if a phone cannot be opened or the folder not be written
     */
    PhonesFigures run(Consumer<String> progress) throws IOException, InterruptedException {
        try (RunnerContext context = new RunnerContext()) {
            ExperimentRun run = ExperimentRun.start(
                    configuration(), Devices.onClassPath(PhonesSession.class.getClassLoader()), context, line -> {});
            RunSummary summary;
            long heapBytes;
            int threads;
            try {
                for (int trial = 1; trial <= trials; trial++) {
                    trial(run, trial);
                    if (trial % TRIALS_BETWEEN_LINES == 0) {
                        progress.accept(name() + ": trial " + trial + " of " + trials);
                    }
                }
            } finally {
                heapBytes = heapBytes();
                threads = ManagementFactory.getThreadMXBean().getThreadCount();
                summary = run.finish();
            }
            return PhonesFigures.of(this, summary.alignment(), heapBytes, threads);
        }
    }

    /** The session in two words. */
    String name() {
        return phones == 1 ? "1 phone" : phones + " phones";
    }

    private Configuration configuration() {
        Map<String, String> settings = Map.of(
                Configuration.DEVICE_PROPERTY_NAME, addresses(),
                Configuration.TASK_PROPERTY_NAME, "phones" + phones,
                Configuration.DIRECTORY_PROPERTY_NAME, directory.toString(),
                Configuration.STATE_DIR_PROPERTY_NAME,
                        directory.resolve("state").toString());
        return new Configuration(
                PhonesSession.class.getName(), key -> Optional.ofNullable(settings.get(key)), Map.of());
    }

    private String addresses() {
        return IntStream.range(0, phones)
                .mapToObj(i -> "simulated:neon?offset=" + (100 * i - 840) + "ms&drift=" + (5 * i - 60) + "ppm&seed="
                        + (FIRST_SEED + i))
                .collect(Collectors.joining(","));
    }

    /** What is counted as added is what the JUnit extension counts. */
    private void trial(ExperimentRun run, int number) throws InterruptedException {
        long before = System.nanoTime();
        TrialBracket bracket =
                run.newTrial(new TrialInfo("trial-" + number, "trial " + number, () -> Map.of("number", number)));
        bracket.arm();
        run.countAddedNanos(System.nanoTime() - before);
        bracket.stampBegin();
        TimeUnit.NANOSECONDS.sleep(bodyNanos / 2);
        bracket.trial().mark("picture.on");
        TimeUnit.NANOSECONDS.sleep(bodyNanos - bodyNanos / 2);
        bracket.stampEnd();
        long after = System.nanoTime();
        bracket.finish(Completion.COMPLETED, Optional.empty());
        run.countAddedNanos(System.nanoTime() - after);
    }

    /** What is still in use after a collection, the simulated phones included. */
    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
