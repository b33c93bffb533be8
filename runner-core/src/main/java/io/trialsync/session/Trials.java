// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a session while they run: what they stamp is handed on in order to one other thread, so that neither the
 * journal nor a device ever holds up a trial. Thread-safe.
 */
final class Trials {

    private final HostClock clock;
    private final InOrder inOrder;
    private final Durably durably;
    private final TrialLog log;
    private final MarkerLog markers;
    private final TrialIndex index;
    private final AddedTime added;
    private final DeviceLoss loss;
    private volatile boolean closing;
    private volatile @Nullable RunningTrial current;

    Trials(
            HostClock clock,
            InOrder inOrder,
            Durably durably,
            TrialLog log,
            MarkerLog markers,
            TrialIndex index,
            AddedTime added,
            DeviceLoss loss) {
        this.clock = clock;
        this.inOrder = inOrder;
        this.durably = durably;
        this.log = log;
        this.markers = markers;
        this.index = index;
        this.added = added;
        this.loss = loss;
    }

    /** Get the next trial ready. */
    RunningTrial next(TrialInfo info, @Nullable Integer block) {
        String id = info.uniqueId();
        TrialPlace place = new TrialPlace(index.indexOf(id), index.nextAttempt(id), block, index.inBlock(id, block));
        RunningTrial trial = new RunningTrial(this, info, place);
        current = trial;
        return trial;
    }

    /** The trial that was got ready last and is not over. */
    Optional<Trial> current() {
        return Optional.ofNullable(current);
    }

    /** The same for a session that has had no trial yet; a rerun of some is not told by the number of all. */
    void planAll(int trials) {
        if (index.highest() == 0) {
            plan(trials);
        }
    }

    void plan(int toCome) {
        if (toCome < 0) {
            throw new IllegalArgumentException("[" + toCome + "] trials cannot be to come; at least 0 can");
        }
        log.plan(index.highest(), toCome);
    }

    /** What a trial failed of without its body's knowing, by readings of the monotonic clock; empty if nothing. */
    Optional<String> problem(long beginNanoTime, long endNanoTime) {
        return loss.during(beginNanoTime, endNanoTime);
    }

    void arm(RunningTrial trial) {
        durably.execute(() -> log.arm(trial));
        inOrder.execute(() -> log.begin(trial));
    }

    void mark(RunningTrial trial, String name, long hostNanos, long uncertaintyNanos, MarkerSource source) {
        inOrder.execute(() -> markers.stamp(name, trial, hostNanos, uncertaintyNanos, source));
    }

    void finish(RunningTrial trial, Completion completion, Optional<String> message, boolean upperBound) {
        durably.execute(() -> log.end(trial, completion, message, upperBound));
        if (current == trial) {
            current = null;
        }
        if (trial.hasBegun()) {
            added.trialOver();
        }
    }

    /** How many have begun. */
    int count() {
        return log.count();
    }

    /** No trial is waited for any more. */
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    long toHostNanos(long nanoTime) {
        return clock.toHostNanos(nanoTime);
    }

    long nowNanos() {
        return clock.nowNanos();
    }
}
