// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Durations;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Warns when the clock of a device is known less well than trials need it, from the first trial on, and says when that is over.
 * The live clock knows less than the fit after the session, so that this decides nothing. {@link #look} is for one thread at a
 * time.
 */
final class CriterionWatch {

    /** So long it must have been over, since an uncertainty close to the criterion goes to and fro. */
    private static final long OVER_NANOS = 5_000_000_000L;

    private final OptionalLong withinNanos;
    private final LiveClock live;
    private final HostClock clock;
    private final Consumer<String> said;
    private volatile boolean trialsBegan;
    private boolean exceeded;
    private Optional<Long> withinSince = Optional.empty();

    /**
     * @param withinNanos the criterion; none if there is nothing to watch
     * @param said takes what is to be said and journalled
     */
    CriterionWatch(OptionalLong withinNanos, LiveClock live, HostClock clock, Consumer<String> said) {
        this.withinNanos = withinNanos;
        this.live = live;
        this.clock = clock;
        this.said = said;
    }

    /** A trial has begun; before the first one nothing is judged. */
    void trialBegan() {
        trialsBegan = true;
    }

    void look() {
        if (withinNanos.isEmpty() || !trialsBegan) {
            return;
        }
        long now = clock.nanoTime();
        Optional<Long> uncertainty = live.toDevice(clock.toHostNanos(now))
                .map(time -> time.uncertainty().totalNanos());
        if (uncertainty.isEmpty() || uncertainty.get() > withinNanos.getAsLong()) {
            withinSince = Optional.empty();
            if (!exceeded) {
                exceeded = true;
                said.accept("the device's clock is " + known(uncertainty) + ", and trials are to be within "
                        + Durations.format(withinNanos.getAsLong()) + "; the fit after the session decides on each");
            }
        } else if (exceeded) {
            withinSince = withinSince.or(() -> Optional.of(now));
            if (now - withinSince.get() >= OVER_NANOS) {
                exceeded = false;
                said.accept("the device's clock is " + known(uncertainty) + " again, within the criterion of "
                        + Durations.format(withinNanos.getAsLong()));
            }
        }
    }

    private static String known(Optional<Long> uncertaintyNanos) {
        return uncertaintyNanos
                .map(nanos -> "known to ± " + Durations.format(nanos))
                .orElse("not known yet");
    }
}
