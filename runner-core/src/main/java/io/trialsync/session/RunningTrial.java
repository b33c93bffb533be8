// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A trial between {@code arm} and {@code finish}. The stamps are plain volatile fields, read by the journal's thread. */
final class RunningTrial implements Trial, TrialBracket {

    private static final int SPINS = 200;
    private static final long PARK_NANOS = 50_000;
    private static final long FARTHEST_NANOS = 3_600_000_000_000L;
    private static final int LONGEST_DATA = 100_000;

    private final Trials trials;
    private final TrialInfo info;
    private final TrialPlace place;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean endClaimed = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private final Map<String, Object> data = new LinkedHashMap<>();

    private long beginBefore;
    private long begin;
    private volatile boolean begun;
    private long end;
    private long endAfter;
    private volatile boolean ended;
    /** Whether the begin was journalled; touched only by the journal's thread. */
    private boolean began;
    /** Guarded by {@link #data}. */
    private int dataLength;

    RunningTrial(Trials trials, TrialInfo info, TrialPlace place) {
        this.trials = trials;
        this.info = info;
        this.place = place;
    }

    @Override
    public Trial trial() {
        return this;
    }

    @Override
    public void arm() {
        if (armed.compareAndSet(false, true)) {
            trials.arm(this);
        }
    }

    @Override
    public void stampBegin() {
        beginBefore = trials.nanoTime();
        begin = trials.nanoTime();
        begun = true;
    }

    @Override
    public void stampEnd() {
        long now = trials.nanoTime();
        claimEnd(now);
    }

    /** The first of the body's end and the runner's giving up counts; false if the other one was first. */
    private boolean claimEnd(long now) {
        if (!endClaimed.compareAndSet(false, true)) {
            return false;
        }
        end = now;
        endAfter = trials.nanoTime();
        ended = true;
        return true;
    }

    @Override
    public Optional<String> finish(Completion completion, Optional<String> message) {
        boolean upperBound = claimEnd(trials.nanoTime());
        if (!finished.compareAndSet(false, true)) {
            return Optional.empty();
        }
        Optional<String> problem = begun ? trials.problem(begin, end()) : Optional.empty();
        Optional<String> why = message.map(
                        text -> problem.map(more -> text + "; " + more).orElse(text))
                .or(() -> problem);
        boolean spoilt = completion == Completion.COMPLETED && problem.isPresent();
        trials.finish(this, spoilt ? Completion.ERROR : completion, why, upperBound);
        return spoilt ? problem : Optional.empty();
    }

    /**
     * Wait for the begin stamp, which is due within microseconds; false if the trial, or the session, is over without one. A
     * begin after the end, as of a body that was given up before it came to run, counts as none.
     */
    boolean awaitBegin() {
        began = spinUntilBegun() && !(ended && end < begin);
        return began;
    }

    private boolean spinUntilBegun() {
        for (int spins = 0; !begun; spins++) {
            if (finished.get() || trials.isClosing()) {
                return begun;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
        return true;
    }

    TrialInfo info() {
        return info;
    }

    TrialPlace place() {
        return place;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether its begin is in the journal; for the journal's thread. */
    boolean began() {
        return began;
    }

    boolean isFinished() {
        return finished.get();
    }

    long begin() {
        return begin;
    }

    long beginWidth() {
        return begin - beginBefore;
    }

    long end() {
        while (!ended) {
            // the body's thread has claimed the end and is about to store it
            Thread.onSpinWait();
        }
        return end;
    }

    long endWidth() {
        return endAfter - end;
    }

    Map<String, Object> data() {
        synchronized (data) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }

    @Override
    public int index() {
        return place.index();
    }

    @Override
    public int attempt() {
        return place.attempt();
    }

    @Override
    public long mark(String name) {
        long before = trials.nanoTime();
        long now = trials.nanoTime();
        MarkerNames.checkOfTrial(name);
        requireRunning();
        long hostNanos = trials.toHostNanos(now);
        trials.mark(this, name, hostNanos, now - before, MarkerSource.CALL);
        return hostNanos;
    }

    @Override
    public void markAt(String name, long hostNanos, long uncertaintyNanos, MarkerSource source) {
        MarkerNames.checkOfTrial(name);
        if (uncertaintyNanos < 0) {
            throw new IllegalArgumentException("uncertainty [" + uncertaintyNanos + "] is negative");
        }
        if (Math.abs(trials.nowNanos() - hostNanos) > FARTHEST_NANOS) {
            throw new IllegalArgumentException("host time [" + hostNanos + "] of marker [" + name
                    + "] is more than an hour from now; convert System.nanoTime() by Session.toHostNanos");
        }
        Objects.requireNonNull(source, "source");
        requireRunning();
        trials.mark(this, name, hostNanos, uncertaintyNanos, source);
    }

    @Override
    public void put(String name, @Nullable Object given) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a stored value needs a name");
        }
        Object value = given == null ? "" : given;
        if (!PlainValues.isPlain(value)) {
            throw new IllegalArgumentException("value of [" + name + "] is a "
                    + value.getClass().getName() + "; a string, a number, a boolean or an enum constant is allowed");
        }
        requireRunning();
        Object journalled = PlainValues.journalled(value);
        int length = name.length() + journalled.toString().length();
        synchronized (data) {
            if (dataLength + length > LONGEST_DATA) {
                throw new IllegalArgumentException("value of [" + name + "] makes the values of trial " + index()
                        + " longer than " + LONGEST_DATA + " characters; write large data to a file of your own");
            }
            dataLength += length;
            data.put(name, journalled);
        }
    }

    private void requireRunning() {
        if (finished.get()) {
            throw new IllegalStateException("trial " + index() + " has ended");
        }
    }
}
