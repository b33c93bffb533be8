// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostAnchor;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session that is going on, as its runner drives it.
 *
 * <p>Trials may be run by several threads. What they stamp is journalled and handed to the devices in order by one thread, so
 * that neither the journal nor a device ever holds up a trial.
 */
public final class LiveSession implements Session {

    private static final int BURST_EXCHANGES = 16;
    private static final long STOP_PATIENCE_MILLIS = 5_000;
    private static final Journal NOTHING_BEFORE = new Journal(List.of(), List.of(), false, 0);

    private final Opening opening;
    private final HostClock clock;
    private final JournalWriter journal;
    private final DeviceLinks links;
    private final Recordings recordings;
    private final TrialIndex trialIndex;
    private final MarkerNames markerNames;
    private final AddedTime added = new AddedTime();
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicInteger trials = new AtomicInteger();
    private final AtomicInteger blocks = new AtomicInteger();
    private final ExecutorService inOrder = Executors.newSingleThreadExecutor(LiveSession::journalThread);
    private volatile @Nullable Integer openBlock;
    /** Touched only by the thread of {@link #inOrder}. */
    private int markers;

    private LiveSession(Opening opening, JournalWriter journal, Journal before) {
        this.opening = opening;
        this.clock = opening.clock();
        this.journal = journal;
        this.trialIndex = TrialIndex.after(before);
        this.markerNames = MarkerNames.after(before);
        this.markers = (int) before.all(JournalRecord.MarkerStamped.class).count();
        this.blocks.set((int) before.all(JournalRecord.BlockBegin.class).count());
        this.recordings = new Recordings(opening.settings().recording(), journal, clock);
        this.links = new DeviceLinks(opening, journal, exchanges, burstsIn(before));
    }

    private static int burstsIn(Journal before) {
        return before.all(JournalRecord.Exchanged.class)
                .map(JournalRecord.Exchanged::burst)
                .mapToInt(burst -> burst == null ? 0 : burst)
                .max()
                .orElse(0);
    }

    private static Thread journalThread(Runnable work) {
        Thread thread = new Thread(work, "trialsync-journal");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Open a new session: create its folder, describe it, start recordings and synchronisation, and take a first burst.
     *
     * @param settings how it is to be run
     * @param devices the devices that take part; they stay open when the session ends
     * @param clock the host's clock for this session
     * @param progress takes a line for people when something takes long
     * @return the session; the caller closes it
     * @throws IOException if the folder or journal cannot be written, or a required recording cannot be started
     * @throws IllegalArgumentException if a label is missing or not allowed
     */
    public static LiveSession open(
            SessionSettings settings, List<OpenDevice> devices, HostClock clock, Consumer<String> progress)
            throws IOException {
        boolean simulated = devices.stream().anyMatch(open -> open.device().simulated());
        SessionLabels labels = settings.labels(simulated);
        SessionFolder folder = SessionFolder.create(settings.directory(), labels, simulated);
        Opening opening = new Opening(settings, labels, folder, simulated, devices, clock, progress);
        return start(new LiveSession(opening, JournalWriter.create(folder.journal()), NOTHING_BEFORE));
    }

    /**
     * Go on with a session that has ended, as for a rerun of failed trials: its journal is appended to, and a trial that is
     * run again gets the next attempt.
     *
     * @param folder the session's folder
     * @param settings how it is to be run
     * @param devices the devices that take part
     * @param clock the host's clock, the same as before
     * @param progress takes a line for people when something takes long
     * @return the session; the caller closes it
     * @throws IOException if the journal cannot be read or written, or a required recording cannot be started
     */
    public static LiveSession reopen(
            SessionFolder folder,
            SessionSettings settings,
            List<OpenDevice> devices,
            HostClock clock,
            Consumer<String> progress)
            throws IOException {
        boolean simulated = devices.stream().anyMatch(open -> open.device().simulated());
        Opening opening =
                new Opening(settings, settings.labels(simulated), folder, simulated, devices, clock, progress);
        Journal before = Journal.read(folder.journal());
        return start(new LiveSession(opening, JournalWriter.reopen(folder.journal()), before));
    }

    private static LiveSession start(LiveSession session) throws IOException {
        session.journal.append(session.description());
        session.anchor("start");
        session.links.start();
        try {
            session.recordings.start(session.links.all());
        } catch (DeviceException e) {
            session.close();
            throw e;
        }
        session.burst();
        return session;
    }

    private JournalRecord description() {
        SessionSettings settings = opening.settings();
        return new JournalRecord.SessionStart(
                JournalRecord.FORMAT,
                software(),
                settings.experiment(),
                opening.labels().participant(),
                opening.labels().session(),
                opening.labels().task(),
                opening.folder().run(),
                opening.simulated(),
                new TreeMap<>(settings.journalled()),
                new TreeMap<>(Map.of(
                        "java", String.valueOf(Runtime.version()),
                        "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        "processors", String.valueOf(Runtime.getRuntime().availableProcessors()))),
                clock.nowNanos());
    }

    private static String software() {
        String version = LiveSession.class.getPackage().getImplementationVersion();
        return "TrialSync " + (version == null ? "development" : version);
    }

    private void anchor(String reason) {
        HostAnchor anchor = clock.anchor();
        journal.append(new JournalRecord.HostAnchored(
                reason,
                anchor.nanoTime(),
                anchor.utcNanos(),
                anchor.widthNanos(),
                clock.toHostNanos(anchor.nanoTime())));
    }

    private void burst() {
        anchor("burst");
        links.blockingBurst(BURST_EXCHANGES, opening.settings().maxPauseNanos());
    }

    /**
     * Begin a block, with a burst before it.
     *
     * @param name its name
     */
    public void beginBlock(String name) {
        burst();
        int block = blocks.incrementAndGet();
        openBlock = block;
        long hostNanos = clock.nowNanos();
        inOrder.execute(() -> {
            journal.append(new JournalRecord.BlockBegin(block, name, hostNanos));
            stamp(String.format("block.%02d.begin", block), null, hostNanos, 0, MarkerSource.CALL);
        });
    }

    /** End the block that was begun last, with a burst after it. */
    public void endBlock() {
        Integer block = openBlock;
        if (block == null) {
            return;
        }
        openBlock = null;
        long hostNanos = clock.nowNanos();
        inOrder.execute(() -> {
            journal.append(new JournalRecord.BlockEnd(block, hostNanos));
            stamp(String.format("block.%02d.end", block), null, hostNanos, 0, MarkerSource.CALL);
        });
        burst();
    }

    /**
     * Get a trial ready.
     *
     * @param info what is known of it
     * @return its bracket
     * @throws UncheckedIOException if the journal can no longer be written, so that no further trial may begin
     */
    public TrialBracket newTrial(TrialInfo info) {
        journal.failure().ifPresent(e -> {
            throw new UncheckedIOException(
                    "the journal " + opening.folder().journal() + " cannot be written any more: " + e.getMessage(), e);
        });
        return new RunningTrial(
                this, info, trialIndex.indexOf(info.uniqueId()), trialIndex.nextAttempt(info.uniqueId()));
    }

    /**
     * Count time that was spent for this session, and not for the experiment, between two trials.
     *
     * @param nanos how long
     */
    public void countAddedNanos(long nanos) {
        added.spent(nanos);
    }

    void arm(RunningTrial trial) {
        Integer block = openBlock;
        inOrder.execute(() -> begin(trial, block));
    }

    private void begin(RunningTrial trial, @Nullable Integer block) {
        if (!trial.awaitBegin()) {
            return;
        }
        trials.incrementAndGet();
        long hostNanos = clock.toHostNanos(trial.begin());
        journal.append(new JournalRecord.TrialBegin(
                trial.index(),
                trial.attempt(),
                block,
                trial.info().uniqueId(),
                trial.info().displayName(),
                trial.info().parameters().get(),
                hostNanos,
                trial.beginWidth()));
        stamp("begin", trial, hostNanos, 0, MarkerSource.CALL);
        links.border();
    }

    void mark(RunningTrial trial, String name, long hostNanos, long uncertaintyNanos, MarkerSource source) {
        inOrder.execute(() -> stamp(name, trial, hostNanos, uncertaintyNanos, source));
    }

    void finish(RunningTrial trial, Completion completion, Optional<String> message, boolean upperBound) {
        inOrder.execute(() -> end(trial, completion, message, upperBound));
        if (trial.hasBegun()) {
            added.trialBegins();
        }
    }

    private void end(RunningTrial trial, Completion completion, Optional<String> message, boolean upperBound) {
        long hostNanos = clock.toHostNanos(trial.end());
        if (!trial.hasBegun()) {
            journal.append(new JournalRecord.Fault(
                    null,
                    "trial",
                    null,
                    "trial " + trial.index() + " did not begin: " + message.orElse(completion.label()),
                    hostNanos));
            return;
        }
        journal.append(new JournalRecord.TrialEnd(
                trial.index(),
                trial.attempt(),
                completion.label(),
                message.orElse(null),
                trial.data(),
                upperBound,
                hostNanos,
                trial.endWidth()));
        stamp("end", trial, hostNanos, 0, MarkerSource.CALL);
        links.border();
        opening.progress()
                .accept(String.format(
                        "trial %03d%s %s: %s",
                        trial.index(),
                        trial.attempt() > 1 ? " (attempt " + trial.attempt() + ")" : "",
                        completion.label(),
                        trial.info().displayName()));
    }

    private void stamp(
            String name, @Nullable RunningTrial trial, long hostNanos, long uncertaintyNanos, MarkerSource source) {
        String full = trial == null ? name : MarkerNames.ofTrial(trial.index(), trial.attempt(), name);
        StampedMarker marker = new StampedMarker(
                ++markers,
                markerNames.unique(full),
                trial == null ? null : trial.index(),
                trial == null ? null : trial.attempt(),
                hostNanos,
                uncertaintyNanos,
                source);
        journal.append(new JournalRecord.MarkerStamped(
                marker.number(),
                marker.name(),
                marker.trial(),
                marker.attempt(),
                uncertaintyNanos,
                source.label(),
                hostNanos));
        links.send(marker);
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    /**
     * End the session: let the markers out, take a last burst, stop recordings and close the journal. The devices stay open.
     *
     * @return what the session says of itself
     * @throws IOException if the journal could not be written
     */
    public SessionResult close() throws IOException {
        inOrder.shutdown();
        boolean interrupted = awaitOrder();
        links.flush();
        burst();
        links.all().forEach(DeviceLink::status);
        recordings.stop();
        links.stop(STOP_PATIENCE_MILLIS);
        anchor("end");
        SessionResult result = new SessionResult(folder(), added.medianNanos(), added.largestNanos());
        journal.append(new JournalRecord.SessionEnd(
                trials.get(),
                markers,
                exchanges.get(),
                boxed(result.addedMedianNanos()),
                boxed(result.addedLargestNanos()),
                clock.nowNanos()));
        journal.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Optional<IOException> failure = journal.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return result;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    /** Waits for what the trials left to be journalled; true if the waiting thread was interrupted meanwhile. */
    private boolean awaitOrder() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!inOrder.awaitTermination(STOP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                inOrder.shutdownNow();
                inOrder.awaitTermination(STOP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return interrupted;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public String participant() {
        return opening.labels().participant();
    }

    @Override
    public String label() {
        return opening.labels().session();
    }

    @Override
    public String task() {
        return opening.labels().task();
    }

    @Override
    public int run() {
        return opening.folder().run();
    }

    @Override
    public long seed() {
        return opening.settings().seed();
    }

    @Override
    public boolean simulated() {
        return opening.simulated();
    }

    @Override
    public List<String> devices() {
        return links.keys();
    }

    @Override
    public Path folder() {
        return opening.folder().path();
    }

    @Override
    public long hostNanos() {
        return clock.nowNanos();
    }

    @Override
    public long toHostNanos(long nanoTime) {
        return clock.toHostNanos(nanoTime);
    }
}
