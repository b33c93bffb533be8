// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.LiveClockState;
import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.Markers;
import io.trialsync.device.SyncChannel;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One device's part in a session: its key, the thread that synchronises with it and the thread that sends it markers. */
final class DeviceLink {

    private final String key;
    private final OpenDevice open;
    private final JournalWriter journal;
    private final HostClock clock;
    private final DriftFiles drifts;
    private final RecordingWatch recording;
    private final StatusWatch statusWatch;
    private final DeviceReturn comeback;
    private final IntSupplier nextBurst;
    private final Optional<LiveClock> live;
    private final Optional<CriterionWatch> criterion;
    private final Optional<Synchroniser> synchroniser;
    private final Optional<MarkerSender> sender;
    private @Nullable Thread syncThread;
    private @Nullable Thread markerThread;

    DeviceLink(
            String key,
            OpenDevice open,
            Opening opening,
            JournalWriter journal,
            HostAnchors anchors,
            DriftFiles drifts,
            RandomGenerator random,
            AtomicLong exchanges,
            DeviceLoss loss,
            IntSupplier nextBurst) {
        this.key = key;
        this.nextBurst = nextBurst;
        this.open = open;
        this.journal = journal;
        this.clock = opening.clock();
        this.drifts = drifts;
        this.live = device().syncChannel().map(this::liveClock);
        SessionPolicies policies = opening.policies();
        this.recording = new RecordingWatch(
                key,
                policies.recording() != RecordingPolicy.NEVER
                        && device().recordingControl().isPresent(),
                journal,
                clock,
                opening.progress());
        this.comeback = new DeviceReturn(key, live, recording, journal, clock, opening.progress());
        this.statusWatch = new StatusWatch(key, journal, clock, recording, opening.progress(), loss, absences(true));
        Consumer<Boolean> reach = reach(loss);
        this.criterion = live.map(following -> new CriterionWatch(
                policies.withinNanos(), following, clock, message -> warn(message, opening.progress())));
        this.synchroniser = device().syncChannel()
                .flatMap(channel -> live.map(following -> new Synchroniser(
                        key,
                        channel,
                        following,
                        journal,
                        clock,
                        anchors,
                        policies.sync(),
                        random,
                        exchanges,
                        new LinkWatch(this::fault, !device().simulated()),
                        answered -> {
                            reach.accept(answered);
                            answered(answered);
                            criterion.ifPresent(CriterionWatch::look);
                        })));
        this.sender = device().markers()
                .map(markers -> new MarkerSender(
                        key, markers, journal, clock, stamps(policies.stamping(), markers), recording));
    }

    /** What hears of each exchange whether it was answered; a device that tells its state tells also whether it is there. */
    private Consumer<Boolean> reach(DeviceLoss loss) {
        return device().statusFeed().isPresent()
                ? answered -> {}
                : new MissedExchanges(key, loss, this::fault, absences(false), clock::nanoTime)::take;
    }

    private void answered(boolean exchange) {
        if (exchange) {
            comeback.answered();
        }
    }

    /** When the device is back, exchanges tell of its clock, and markers that waited are sent, all at once. */
    private StatusWatch.Absences absences(boolean idChecked) {
        return new StatusWatch.Absences() {
            @Override
            public void gone() {
                comeback.lost();
            }

            @Override
            public void back(long awayNanos) {
                comeback.back(awayNanos, idChecked);
                synchroniser.ifPresent(sync -> sync.resume(nextBurst.getAsInt()));
                sender.ifPresent(MarkerSender::tryNow);
            }
        };
    }

    private void warn(String message, Consumer<String> progress) {
        fault("clock", message);
        progress.accept(key + ": " + message);
    }

    /** A trial has begun or ended: from the first one on its clock must be known well enough. */
    void trialBegan() {
        criterion.ifPresent(CriterionWatch::trialBegan);
    }

    private DeviceStamps stamps(MarkerStamping stamping, Markers markers) {
        boolean wanted = stamping == MarkerStamping.EXPLICIT;
        return new DeviceStamps(wanted, markers.takesDeviceTime(), device().syncChannel(), live, clock);
    }

    private LiveClock liveClock(SyncChannel channel) {
        StampRule rule = device().clocks().stream()
                .filter(known -> known.name().equals(channel.clock()))
                .map(DeviceClock::stampRule)
                .findFirst()
                .orElse(StampRule.UNKNOWN);
        return new LiveClock(
                FitAssumptions.with(rule), device().simulated() ? Optional.empty() : drifts.read(device().identity()));
    }

    /** Keep the drift for the next session; that of a simulated device would be taken for one of a real device. */
    void keepDrift() {
        if (!device().simulated()) {
            live.flatMap(LiveClock::state)
                    .map(LiveClockState::drift)
                    .ifPresent(drift -> drifts.write(device().identity(), drift));
        }
    }

    /** The device's clock on the host's timeline as it is known now, if the device can be synchronised with. */
    Optional<LiveClock> live() {
        return live;
    }

    /** How well the device's clock is known at a host time, by its live clock. */
    OptionalLong uncertaintyNanos(long hostNanos) {
        return live.flatMap(LiveClock::state)
                .map(state ->
                        OptionalLong.of(state.toDevice(hostNanos).uncertainty().totalNanos()))
                .orElse(OptionalLong.empty());
    }

    /** Which recording the markers are to go into. */
    RecordingWatch recording() {
        return recording;
    }

    String key() {
        return key;
    }

    Device device() {
        return open.device();
    }

    Optional<Synchroniser> synchroniser() {
        return synchroniser;
    }

    Optional<MarkerSender> sender() {
        return sender;
    }

    void start() {
        journal.append(description());
        synchroniser.ifPresent(sync -> syncThread = startThread("trialsync-sync-" + key, sync));
        sender.ifPresent(markers -> markerThread = startThread("trialsync-markers-" + key, markers));
        device().notices().forEach(notice -> fault("link", notice));
        status();
        device().statusFeed().ifPresent(statusWatch::start);
    }

    private static Thread startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private JournalRecord description() {
        return new JournalRecord.DeviceOpened(
                key,
                device().identity().id(),
                device().identity().model(),
                device().identity().name(),
                device().identity().serial().orElse(null),
                open.address().text(),
                device().simulated(),
                device().clocks().stream()
                        .map(c -> new JournalRecord.ClockOf(c.name(), c.resolutionNanos(), c.stampRule()))
                        .toList(),
                device().syncChannel().map(SyncChannel::name).orElse(null),
                device().markers().isPresent(),
                device().recordingControl().isPresent(),
                clock.nowNanos());
    }

    /** Ask the device for its state, for the record. */
    void status() {
        try {
            statusWatch.asked(device().status());
        } catch (DeviceException e) {
            fault("status", e);
        }
    }

    void fault(String what, Exception e) {
        fault(what, String.valueOf(e.getMessage()));
    }

    void fault(String what, String message) {
        journal.append(new JournalRecord.Fault(key, what, null, message, clock.nowNanos()));
    }

    /** Ask both threads to end: the one as soon as its exchange is over, the other at once. */
    void askToStop() {
        statusWatch.stop();
        synchroniser.ifPresent(Synchroniser::stop);
        sender.ifPresent(MarkerSender::stop);
        if (markerThread != null) {
            markerThread.interrupt();
        }
    }

    /** Wait for both threads to end; one that hangs in the device is left to end by itself. */
    void awaitStop(long deadlineNanoTime) {
        await(syncThread, deadlineNanoTime);
        await(markerThread, deadlineNanoTime);
        sender.ifPresent(MarkerSender::abandon);
    }

    private void await(@Nullable Thread thread, long deadlineNanoTime) {
        try {
            if (thread != null) {
                thread.join(Math.max(1, (deadlineNanoTime - clock.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
