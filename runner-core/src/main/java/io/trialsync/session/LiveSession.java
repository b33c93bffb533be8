// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import io.trialsync.journal.RunControlled;
import io.trialsync.session.design.RandomStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that is going on, as its runner drives it.
 *
 * <p>Trials may be run by several threads. What they stamp is journalled and handed to the devices in order by one thread, so
 * that neither the journal nor a device ever holds up a trial.
 */
public final class LiveSession implements Session {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);
    private static final long STOP_PATIENCE_MILLIS = 5_000;
    private static final Journal NOTHING_BEFORE = new Journal(List.of(), List.of(), false, 0);

    private final Opening opening;
    private final HostClock clock;
    private final OwnedJournal owned;
    private final JournalWriter journal;
    private final HostAnchors anchors;
    final DeviceLinks links;
    private final Recordings recordings;
    private final MarkerLog markers;
    private final Blocks blocks;
    private final Trials trials;
    private final Bursts bursts;
    private final GcWatch garbage;
    private volatile ProgressListener listener;
    private final RandomStreams random;
    private final AddedTime added = new AddedTime();
    private final AtomicLong exchanges = new AtomicLong();
    private final InOrder inOrder = new InOrder(this::unexpected);

    private LiveSession(Opening opening, OwnedJournal owned, Journal before) {
        this.opening = opening;
        this.clock = opening.clock();
        this.owned = owned;
        this.journal = owned.writer();
        this.recordings = new Recordings(opening.policies().recording(), journal, clock);
        this.anchors = new HostAnchors(clock, journal);
        this.links = new DeviceLinks(opening, journal, anchors, exchanges, HighestNumber.ofBursts(before));
        this.markers = new MarkerLog(before, journal, links);
        this.garbage = new GcWatch(clock, journal);
        this.bursts = new Bursts(opening, anchors, links, inOrder, added);
        this.listener = report -> opening.progress().accept(ProgressLine.of(report));
        this.blocks = new Blocks(before, clock, journal, markers, inOrder);
        TrialLog log = new TrialLog(journal, clock, markers, links, report -> listener.trialEnded(report));
        Durably durably = new Durably(
                clock, inOrder, journal, opening.policies().journal().trialsWait());
        this.trials = new Trials(clock, inOrder, durably, log, markers, TrialIndex.after(before), added, links.loss());
        this.random = new RandomStreams(opening.settings().seed());
    }

    /**
     * Open a new session: create its folder, describe it, start recordings and synchronisation, and take a first burst.
     *
     * @param settings how it is to be run
     * @param devices the devices that take part; they stay open when the session ends
     * @param clock the host's clock for this session
     * @param progress takes a line for people when something takes long
     * @param control is stopped if a policy wants no further trial
     * @return the session; the caller closes it
     * @throws IOException if the folder or journal cannot be written, or a required recording cannot be started
     * @throws IllegalArgumentException if a label is missing or not allowed, there is no device, or the run is refused
     */
    public static LiveSession open(
            SessionSettings settings,
            List<OpenDevice> devices,
            HostClock clock,
            Consumer<String> progress,
            RunControl control)
            throws IOException {
        requireDevices(devices);
        boolean simulated = devices.stream().anyMatch(open -> open.device().simulated());
        SessionLabels labels = settings.labels(simulated);
        SessionFolder folder = SessionFolder.create(settings.directory(), labels, simulated, settings.run());
        Opening opening = new Opening(settings, labels, folder, simulated, devices, clock, progress, control);
        return start(new LiveSession(opening, OwnedJournal.create(opening), NOTHING_BEFORE));
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
     * @param control is stopped if a policy wants no further trial
     * @return the session; the caller closes it
     * @throws IOException if the journal cannot be read or written, or a required recording cannot be started
     */
    public static LiveSession reopen(
            SessionFolder folder,
            SessionSettings settings,
            List<OpenDevice> devices,
            HostClock clock,
            Consumer<String> progress,
            RunControl control)
            throws IOException {
        requireDevices(devices);
        boolean simulated = devices.stream().anyMatch(open -> open.device().simulated());
        Opening opening =
                new Opening(settings, settings.labels(simulated), folder, simulated, devices, clock, progress, control);
        OwnedJournal owned = OwnedJournal.reopen(opening);
        return start(new LiveSession(opening, owned, Journal.read(folder.journal())));
    }

    private static void requireDevices(List<OpenDevice> devices) {
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("a session needs at least one device; set trialsync.device");
        }
    }

    private static LiveSession start(LiveSession session) throws IOException {
        try {
            session.begin();
            return session;
        } catch (IOException | RuntimeException e) {
            session.abandon(e);
            throw e;
        }
    }

    private void begin() throws IOException {
        owned.keepAtExit(inOrder);
        journal.append(opening.description());
        anchors.take("start");
        garbage.start();
        links.start();
        recordings.start(links.all());
        bursts.take();
    }

    private void abandon(Exception reason) {
        fault("session", "the session could not begin: " + reason.getMessage());
        try {
            close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Let trials for nobody pass, so that the first one finds its code loaded and compiled: some tenths of a second at most. They
     * leave no trace in the journal and no device hears of them.
     *
     * @param passage takes a trial through the adapter's own code from {@link TrialBracket#stampBegin()} to
     *     {@link TrialBracket#stampEnd()}
     */
    public void rehearse(Consumer<TrialBracket> passage) {
        new Rehearsal(opening, inOrder).run(passage);
    }

    /**
     * Tell somebody else than the lines of progress of the trials that end.
     *
     * @param listener who is told from now on
     */
    public void listen(ProgressListener listener) {
        this.listener = listener;
    }

    /**
     * Journal that trials are held back, let go again or ended.
     *
     * @param action {@code paused}, {@code resumed} or {@code stopped}
     * @param message why
     */
    public void controlled(String action, @Nullable String message) {
        journal.append(new RunControlled(action, message, clock.nowNanos()));
    }

    /**
     * Begin a block, with a burst before it.
     *
     * @param name its name
     * @return its number, from 1
     */
    public int beginBlock(String name) {
        bursts.takeBetweenTrials();
        return blocks.begin(name);
    }

    /** End the block that was begun last, with a burst after it; without effect if none is open. */
    public void endBlock() {
        blocks.newest().ifPresent(this::endBlock);
    }

    /**
     * End a block, with a burst after it; without effect if it is not open.
     *
     * @param block its number
     */
    public void endBlock(int block) {
        if (blocks.end(block)) {
            bursts.takeBetweenTrials();
        }
    }

    /**
     * Get a trial ready.
     *
     * @param info what is known of it
     * @return its bracket
     * @throws UncheckedIOException if the journal can no longer be written or its disk is nearly full, so that no further trial
     *     may begin
     */
    public TrialBracket newTrial(TrialInfo info) {
        owned.requireWritable();
        return trials.next(info, blocks.of(info));
    }

    /**
     * Count time that was spent for this session, and not for the experiment, between two trials.
     *
     * @param nanos how long
     */
    public void countAddedNanos(long nanos) {
        added.spent(nanos);
    }

    private void fault(String what, String message) {
        journal.append(new JournalRecord.Fault(null, what, null, message, clock.nowNanos()));
    }

    private void unexpected(RuntimeException e) {
        LOG.warn("unexpected failure in session {}", folder(), e);
        fault("session", "unexpected: " + e);
    }

    /**
     * End the session: let the markers out, take a last burst, stop recordings and close the journal. The devices stay open. An
     * interrupt is held back until all this is done.
     *
     * @return what the session says of itself
     * @throws IOException if the journal could not be written
     */
    public SessionResult close() throws IOException {
        trials.close();
        boolean interrupted = Thread.interrupted();
        List<Runnable> parts = List.of(
                () -> inOrder.finish(STOP_PATIENCE_MILLIS),
                links::flush,
                bursts::take,
                () -> links.all().forEach(DeviceLink::status),
                recordings::stop,
                () -> links.stop(STOP_PATIENCE_MILLIS),
                garbage::stop,
                () -> anchors.take("end"),
                this::journalEnd);
        for (Runnable part : parts) {
            interrupted |= attempt(part);
        }
        try {
            owned.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return new SessionResult(folder(), added.medianNanos(), added.largestNanos());
    }

    /** Each part of the end is done whatever became of the one before; true if the thread was interrupted meanwhile. */
    private boolean attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            unexpected(e);
        }
        return Thread.interrupted();
    }

    private void journalEnd() {
        journal.append(new JournalRecord.SessionEnd(
                trials.count(),
                markers.count(),
                exchanges.get(),
                boxed(added.medianNanos()),
                boxed(added.largestNanos()),
                clock.nowNanos()));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
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
    public Random random(String name) {
        return random.named(name);
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

    /**
     * Say how many trials there will be in all, if none has been got ready yet; else nothing is said.
     *
     * @param planned how many
     */
    public void planAll(int planned) {
        trials.planAll(planned);
    }

    @Override
    public void plan(int trialsToCome) {
        trials.plan(trialsToCome);
    }

    @Override
    public Trial currentTrial() {
        return trials.current().orElseThrow(() -> new IllegalStateException("no trial is running"));
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
