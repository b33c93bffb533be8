// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.runner.RunnerContext;
import io.trialsync.session.Completion;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One session with markers at a steady rate: begin, two pictures and end of each trial, and the next trial a step later.
 *
 * @param phones how many phones take part
 * @param forNanos how long its trials take, in nanoseconds
 * @param markersPerSecond how many markers are sent to each phone in a second
 * @param directory its own folder
 */
record LoadSession(int phones, long forNanos, int markersPerSecond, Path directory) {

    /** How many markers a trial has. */
    static final int MARKERS_OF_TRIAL = 4;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long BETWEEN_LINES_NANOS = 10 * SECOND_NANOS;
    private static final int HEAP_SAMPLES = 24;

    /** {@return how many trials there are} */
    int trials() {
        return Math.toIntExact(Math.max(1, forNanos / trialNanos()));
    }

    private long stepNanos() {
        return SECOND_NANOS / markersPerSecond;
    }

    private long trialNanos() {
        return MARKERS_OF_TRIAL * stepNanos();
    }

    /** The session in two words. */
    String name() {
        return phones == 1 ? "1 phone" : phones + " phones";
    }

    /**
     * Run it to its end, align it and compare it with what the phones received.
     *
     * @throws IOException if a phone cannot be opened or the folder not be written
     */
    LoadFigures run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept(name() + ": starting");
        PhonesProcess process = PhonesProcess.start(phones, directory.resolve("phones"));
        HeapCourse.Watch heap = new HeapCourse.Watch();
        RunSummary summary;
        try (process;
                RunnerContext context = new RunnerContext()) {
            ExperimentRun run = ExperimentRun.start(
                    configuration(process.addresses()),
                    Devices.onClassPath(LoadSession.class.getClassLoader()),
                    context,
                    line -> {});
            try {
                trials(run, heap, progress);
            } finally {
                progress.accept(name() + ": ending and aligning the session");
                summary = run.finish();
            }
        }
        return LoadFigures.of(this, summary.alignment(), heap.course(), process::events);
    }

    private void trials(ExperimentRun run, HeapCourse.Watch heap, Consumer<String> progress)
            throws InterruptedException {
        int trialsBetweenSamples = Math.max(1, trials() / HEAP_SAMPLES);
        long start = System.nanoTime();
        long toldNanos = 0;
        for (int trial = 1; trial <= trials(); trial++) {
            sleepUntil(start + (trial - 1) * trialNanos());
            trial(run, trial);
            if (trial % trialsBetweenSamples == 0) {
                heap.look();
            }
            long sinceStart = System.nanoTime() - start;
            if (sinceStart - toldNanos >= BETWEEN_LINES_NANOS) {
                toldNanos = sinceStart;
                progress.accept(name() + ": trial " + trial + " of " + trials());
            }
        }
    }

    private void trial(ExperimentRun run, int number) throws InterruptedException {
        TrialBracket bracket =
                run.newTrial(new TrialInfo("trial-" + number, "trial " + number, () -> Map.of("number", number)));
        bracket.arm();
        bracket.stampBegin();
        long begin = System.nanoTime();
        for (int picture = 1; picture <= MARKERS_OF_TRIAL - 2; picture++) {
            sleepUntil(begin + picture * stepNanos());
            bracket.trial().mark("picture." + number + "." + picture);
        }
        sleepUntil(begin + (MARKERS_OF_TRIAL - 1) * stepNanos());
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }

    private Configuration configuration(String addresses) {
        Map<String, String> settings = Map.of(
                Configuration.DEVICE_PROPERTY_NAME,
                addresses,
                Configuration.PARTICIPANT_PROPERTY_NAME,
                "load",
                Configuration.SESSION_PROPERTY_NAME,
                "01",
                Configuration.TASK_PROPERTY_NAME,
                "phones" + phones,
                Configuration.DIRECTORY_PROPERTY_NAME,
                directory.toString(),
                Configuration.STATE_DIR_PROPERTY_NAME,
                directory.resolve("state").toString());
        return new Configuration(LoadSession.class.getName(), key -> Optional.ofNullable(settings.get(key)), Map.of());
    }
}
