// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalSchema;
import io.trialsync.journal.JournalSync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Opens sessions on devices in memory, runs trials through their brackets and looks into the journal. */
final class Lab {

    private static final JournalSchema SCHEMA = new JournalSchema();
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** Within which markers are given device times. */
    private static final long KNOWN_NANOS = 20_000_000;

    final Path directory;
    final List<String> progress = new CopyOnWriteArrayList<>();
    HostClock clock = HostClock.system();
    RecordingPolicy recording = RecordingPolicy.AUTO;
    StreamPolicy streams = StreamPolicy.AUTO;
    MarkerStamping stamping = MarkerStamping.EXPLICIT;
    DeviceLossPolicy deviceLoss = DeviceLossPolicy.WARN;
    OptionalLong withinNanos = OptionalLong.empty();
    Optional<String> participant = Optional.empty();
    RunChoice run = RunChoice.NEXT;
    final RunControl control = new RunControl();
    JournalSync journalSync = JournalSync.TRIAL;
    long leastFreeBytes;

    Lab(Path directory) {
        this.directory = directory;
    }

    Path stateDirectory() {
        return directory.resolve("state");
    }

    SessionSettings settings() {
        return new SessionSettings(
                "lab.SearchExperiment",
                participant,
                Optional.empty(),
                "search",
                run,
                List.of(),
                directory,
                stateDirectory(),
                new SessionPolicies(
                        SyncPolicy.STEADY.every(10_000_000),
                        20_000_000,
                        recording,
                        streams,
                        stamping,
                        deviceLoss,
                        journalSync,
                        leastFreeBytes,
                        withinNanos),
                1,
                Map.of("trialsync.seed", "1", "trialsync.recording", recording.label()));
    }

    LiveSession open(TestDevice... devices) throws IOException {
        return LiveSession.open(settings(), opened(devices), clock, progress::add, control);
    }

    /** As {@link #open}, and wait until the clocks are known well enough for markers with device times. */
    LiveSession openSynchronised(TestDevice... devices) throws IOException, InterruptedException {
        LiveSession session = open(devices);
        await(
                "the clocks are known",
                () -> session.links.uncertaintyNanos(session.hostNanos()).orElse(Long.MAX_VALUE) <= KNOWN_NANOS);
        return session;
    }

    LiveSession reopen(LiveSession ended, TestDevice... devices) throws IOException {
        return LiveSession.reopen(
                new SessionFolder(ended.folder(), ended.run()),
                settings(),
                opened(devices),
                clock,
                progress::add,
                control);
    }

    private static List<OpenDevice> opened(TestDevice... devices) {
        return Arrays.stream(devices).map(TestDevice::open).toList();
    }

    static TrialInfo info(String id) {
        return new TrialInfo(id, "trial " + id, Map::of);
    }

    static void trial(LiveSession session, String id, Consumer<Trial> body) {
        TrialBracket bracket = session.newTrial(info(id));
        bracket.arm();
        bracket.stampBegin();
        body.accept(bracket.trial());
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
    }

    static Journal journal(LiveSession session) throws IOException {
        Path file = session.folder().resolve(Journal.FILE_NAME);
        SCHEMA.assertValid(file);
        return Journal.read(file);
    }

    static List<String> markers(LiveSession session) throws IOException {
        return journal(session)
                .all(JournalRecord.MarkerStamped.class)
                .map(JournalRecord.MarkerStamped::name)
                .toList();
    }

    static List<String> faults(LiveSession session) throws IOException {
        return faults(journal(session));
    }

    static List<String> faults(Journal journal) {
        return journal.all(JournalRecord.Fault.class)
                .map(fault -> fault.what() + ": " + fault.message())
                .toList();
    }

    /** Wait for what a busy computer may take its time for. */
    static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long begun = System.nanoTime();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime() - begun).as("waiting until %s", what).isLessThan(PATIENCE_NANOS);
            Thread.sleep(2);
        }
    }

    /** Threads of ours that are still there; a thread that has been told to end gets a moment to do so. */
    static void assertNoThreadOfOursIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("trialsync-")) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
