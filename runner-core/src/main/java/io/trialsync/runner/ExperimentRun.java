// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.align.AlignmentException;
import io.trialsync.align.ClockModelFile;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Declared;
import io.trialsync.clock.HostClock;
import io.trialsync.device.Devices;
import io.trialsync.export.SessionTables;
import io.trialsync.runner.RunnerContext.PastSession;
import io.trialsync.session.LiveSession;
import io.trialsync.session.OpenDevice;
import io.trialsync.session.RunControl;
import io.trialsync.session.Session;
import io.trialsync.session.SessionFolder;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run of an experiment, from the opening of its devices to its tables. Its methods may be called by several threads. */
public final class ExperimentRun {

    private final LiveSession session;
    private final ClockEstimator estimator;
    private final RunControl control;
    private final Consumer<String> progress;
    private final AtomicBoolean stopJournalled = new AtomicBoolean();
    private final FirstCalls firstCalls = new FirstCalls();

    private ExperimentRun(
            LiveSession session, ClockEstimator estimator, RunControl control, Consumer<String> progress) {
        this.session = session;
        this.estimator = estimator;
        this.control = control;
        this.progress = progress;
    }

    /**
     * Open the devices and the session. An experiment that has run before in the same context goes on with its session.
     *
     * @param configuration the settings
     * @param devices the devices that can be opened
     * @param context what outlives the run
     * @param progress takes a line for people when something takes long
     * @return the run; the caller finishes it
     * @throws IOException if a device cannot be reached or the folder not be written; the message says what to do
     * @throws IllegalArgumentException if a setting is wrong; the message says what is allowed
     */
    public static ExperimentRun start(
            Configuration configuration, Devices devices, RunnerContext context, Consumer<String> progress)
            throws IOException {
        SessionSettings settings = configuration.settings();
        List<OpenDevice> open = open(settings, devices, context, progress);
        Optional<PastSession> past =
                context.pastSession(settings.experiment()).filter(session -> session.isGoneOnWithBy(settings));
        HostClock clock = past.map(PastSession::clock).orElseGet(HostClock::system);
        LiveSession session = past.isPresent()
                ? LiveSession.reopen(past.get().folder(), settings, open, clock, progress, context.control())
                : LiveSession.open(settings, open, clock, progress, context.control());
        context.remember(
                settings.experiment(),
                new PastSession(settings, new SessionFolder(session.folder(), session.run()), clock));
        context.listener().ifPresent(listener -> {
            listener.sessionBegan(session.folder());
            session.listen(listener);
        });
        return new ExperimentRun(session, configuration.estimator(), context.control(), progress);
    }

    /** What is wrong with an address in the eyes of its provider is a wrong setting like any other. */
    private static List<OpenDevice> open(
            SessionSettings settings, Devices devices, RunnerContext context, Consumer<String> progress)
            throws IOException {
        OpeningNotice notice = new OpeningNotice(settings.devices(), progress);
        try {
            List<OpenDevice> open = context.open(settings.devices(), devices);
            requireDifferent(open);
            return open;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Configuration.DEVICE_PROPERTY_NAME + ": " + e.getMessage(), e);
        } finally {
            notice.close();
        }
    }

    /** One phone has many addresses; of simulated ones each is a phone of its own. */
    private static void requireDifferent(List<OpenDevice> devices) {
        Map<String, OpenDevice> byId = new HashMap<>();
        for (OpenDevice open : devices) {
            OpenDevice other = open.device().simulated()
                    ? null
                    : byId.putIfAbsent(open.device().identity().id(), open);
            if (other != null) {
                throw new IllegalArgumentException("[" + other.address() + "] and [" + open.address()
                        + "] are the same device, " + open.device().identity().key() + "; each device is needed once");
            }
        }
    }

    /** {@return the session, for the experiment} */
    public Session session() {
        return session;
    }

    /**
     * Let trials for nobody pass, so that the first one is stamped as well as the hundredth; some tenths of a second at most.
     *
     * @param passage takes a trial through the adapter's own code from {@link TrialBracket#stampBegin()} to
     *     {@link TrialBracket#stampEnd()}
     */
    public void rehearse(Consumer<TrialBracket> passage) {
        session.rehearse(passage);
    }

    /**
     * Wait while the experimenter holds the next trial back. That is journalled, and is no time that TrialSync added.
     *
     * @return why no further trial may begin; empty if the next one may
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public Optional<String> awaitTurn() throws InterruptedException {
        if (control.isPaused()) {
            session.controlled("paused", null);
            progress.accept("paused before the next trial");
            control.awaitTurn();
            if (stopped().isEmpty()) {
                session.controlled("resumed", null);
                progress.accept("going on");
            }
        }
        return stopped();
    }

    /** {@return why no further trial may begin; empty if the next one may. It is journalled when this is noticed first} */
    public Optional<String> stopped() {
        Optional<String> reason = control.stopped();
        if (reason.isPresent() && stopJournalled.compareAndSet(false, true)) {
            session.controlled("stopped", reason.get());
        }
        return reason;
    }

    /**
     * Begin a block.
     *
     * @param name its name
     * @return its number, from 1
     */
    public int beginBlock(String name) {
        return session.beginBlock(name);
    }

    /** End the block that was begun last; without effect if none is open. */
    public void endBlock() {
        session.endBlock();
    }

    /**
     * End a block; without effect if it is not open.
     *
     * @param block its number
     */
    public void endBlock(int block) {
        session.endBlock(block);
    }

    /**
     * Say how many trials the session will have in all, if none has been got ready yet; in a rerun nothing is said.
     *
     * @param planned how many
     */
    public void planAll(int planned) {
        session.planAll(planned);
    }

    /**
     * Get a trial ready.
     *
     * @param info what is known of it
     * @return its bracket
     */
    public TrialBracket newTrial(TrialInfo info) {
        return session.newTrial(info);
    }

    /**
     * Let the JVM find out before a trial's stamps how its test method is called by reflection. The method does not begin.
     *
     * @param method the test method, perhaps of many trials
     */
    public void prepareFirstCall(Method method) {
        firstCalls.prepare(method);
    }

    /**
     * Count time that an adapter has spent between two trials.
     *
     * @param nanos how long
     */
    public void countAddedNanos(long nanos) {
        session.countAddedNanos(nanos);
    }

    /**
     * End the session, align it and write its tables.
     *
     * @return what came out of it
     * @throws IOException if the journal could not be written to its end
     * @throws AlignmentException if the alignment cannot be written
     */
    public RunSummary finish() throws IOException {
        // files cannot be read by a thread that was interrupted, as by the time limit of its last trial
        boolean interrupted = Thread.interrupted();
        try {
            stopped();
            session.close();
            interrupted |= Thread.interrupted();
            return RunSummary.of(align(session.folder(), estimator));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Align a session that has ended, in order or not: fit its clocks, and write its models and tables.
     *
     * @param folder the session's folder
     * @param estimator the method to fit with
     * @return the alignment
     * @throws AlignmentException if the journal cannot be read or a file not be written
     */
    public static SessionAlignment align(Path folder, ClockEstimator estimator) {
        return align(folder, estimator, Declared.none(), OptionalLong.empty());
    }

    /**
     * Align a session that has ended, in order or not, by what is declared of its clocks and links.
     *
     * @param folder the session's folder
     * @param estimator the method to fit with
     * @param declared what is declared of the clock and link of each of its devices
     * @param withinNanos the criterion that trials are judged by, in nanoseconds; if empty, that of the session
     * @return the alignment
     * @throws AlignmentException if the journal cannot be read or a file not be written, or if a link asymmetry is declared for a
     *     session of several devices; then nothing is written
     */
    public static SessionAlignment align(
            Path folder, ClockEstimator estimator, Declared declared, OptionalLong withinNanos) {
        SessionAlignment read = SessionAlignment.read(folder, estimator, declared);
        SessionAlignment alignment = withinNanos.isPresent() ? read.judgedBy(withinNanos.getAsLong()) : read;
        requireOneLink(alignment);
        new ClockModelFile().write(alignment);
        new SessionTables(alignment).write();
        return alignment;
    }

    private static void requireOneLink(SessionAlignment alignment) {
        if (alignment.declared().linkAsymmetry().isPresent()
                && alignment.devices().size() > 1) {
            throw new AlignmentException(
                    alignment.folder() + ": an asymmetry belongs to one link, but the session has "
                            + alignment.devices().size() + " devices: "
                            + String.join(", ", alignment.devices().keySet()),
                    null);
        }
    }
}
