// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.acceptance.RunSession;
import io.trialsync.acceptance.Truth;
import io.trialsync.align.AlignedDevice;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Experiments that are killed at random instants, {@code trialsync.kills} of them: 50 unless told, 500 by the command in
 * doc/reliability.md. {@code trialsync.kill-seed} repeats one.
 */
class KilledSessionsTests {

    private static final int USUAL_KILLS = 50;
    private static final int KILLS = Integer.getInteger("trialsync.kills", USUAL_KILLS);
    private static final long SEED = Long.getLong("trialsync.kill-seed", 20261122);
    private static final int STARTING_MILLIS = 3_000;
    private static final int OPENING_MILLIS = 1_000;
    private static final int TRIALS_MILLIS = 800;

    @TempDir
    Path directory;

    private final AtomicInteger withoutSession = new AtomicInteger();
    private final AtomicInteger withoutTrial = new AtomicInteger();
    private final AtomicInteger trialsOver = new AtomicInteger();
    private final AtomicInteger torn = new AtomicInteger();
    private final AtomicInteger stampsCompared = new AtomicInteger();

    @Test
    void whatWasDurableIsThereAndEverySessionAligns() throws Exception {
        System.out.println("kills: " + KILLS + ", seed " + SEED);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> kills = IntStream.range(0, KILLS)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        kill(i);
                        return null;
                    })
                    .toList();
            for (Future<Void> kill : two.invokeAll(kills)) {
                kill.get();
            }
        } finally {
            two.shutdownNow();
        }
        System.out.printf(
                "%d kills: %d before a line of the journal, %d before its first trial, %d trials over and all of them kept, %d torn last lines, %d stamps within limits%n",
                KILLS, withoutSession.get(), withoutTrial.get(), trialsOver.get(), torn.get(), stampsCompared.get());
        assertThat(trialsOver.get()).isPositive();
        if (KILLS >= USUAL_KILLS) {
            assertThat(withoutTrial.get())
                    .as("kills between journal and first trial")
                    .isPositive();
        }
        assertThat(stampsCompared.get()).isPositive();
    }

    private void kill(int number) throws Exception {
        Random random = new Random(SEED + number);
        CompanionSpec spec =
                CompanionSpec.parse("simulated:neon?offset=840ms&drift=25ppm&delay=1ms..3ms&seed=" + (number + 1));
        try (SimulatedCompanion phone = SimulatedCompanion.with(spec).start();
                ChildRun child = ChildRun.start(
                        directory.resolve("kill-" + number), "companion:" + phone.host() + ":" + phone.port(), "")) {
            awaitMoment(child, number % 10, random);
            child.kill();
            Optional<Path> folder = child.folder();
            if (folder.isEmpty()) {
                withoutSession.incrementAndGet();
                return;
            }
            check(folder.get(), child.trialsOver(), phone);
        }
    }

    /** Of ten kills one comes before or while the session opens, and two when its folder has just been made. */
    private static void awaitMoment(ChildRun child, int digit, Random random) throws Exception {
        int within;
        if (digit == 0) {
            child.await(EndlessExperiment.OPENING);
            within = STARTING_MILLIS;
        } else if (digit <= 2) {
            child.awaitFolder();
            within = OPENING_MILLIS;
        } else {
            child.await(EndlessExperiment.OVER);
            within = TRIALS_MILLIS;
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(within * 1_000));
    }

    private void check(Path folder, int over, SimulatedCompanion phone) throws Exception {
        Path file = folder.resolve(Journal.FILE_NAME);
        if (Files.notExists(file)) {
            assertThat(over).isZero();
            withoutSession.incrementAndGet();
            return;
        }
        byte[] before = Files.readAllBytes(file);
        Journal journal = Journal.read(file);
        assertThat(journal.damages()).as("damages of %s", folder).hasSize(journal.torn() ? 1 : 0);
        if (journal.records().isEmpty()) {
            // killed before its first line was written: there is nothing to align, which align says
            assertThat(over).isZero();
            withoutSession.incrementAndGet();
            return;
        }
        assertThat(journal.all(TrialBegin.class).count())
                .as("begun in %s", folder)
                .isGreaterThanOrEqualTo(over);
        assertThat(journal.all(TrialEnd.class).count())
                .as("ended in %s", folder)
                .isGreaterThanOrEqualTo(over);
        trialsOver.addAndGet(over);
        torn.addAndGet(journal.torn() ? 1 : 0);
        withoutTrial.addAndGet(journal.all(TrialBegin.class).findAny().isEmpty() ? 1 : 0);

        SessionAlignment alignment = ExperimentRun.align(folder, Estimators.standard());
        assertThat(folder).isDirectoryContaining("glob:**trials.csv").isDirectoryContaining("glob:**markers.csv");
        assertThat(Files.readAllBytes(file)).as("the journal after alignment").isEqualTo(before);
        for (AlignedDevice device : alignment.devices().values()) {
            if (device instanceof AlignedDevice.Fitted) {
                Truth truth = new Truth(new RunSession(folder, alignment), device.key(), phone);
                stampsCompared.addAndGet(truth.exchangesWithinLimits() + truth.markersWithinLimits());
            }
        }
    }
}
