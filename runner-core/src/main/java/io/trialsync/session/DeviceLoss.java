// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which devices of a session are away, and when they were: what its policy does about that. Times are readings of the monotonic
 * clock. Thread-safe.
 */
final class DeviceLoss {

    private record Absence(String key, long fromNanoTime, long toNanoTime) {}

    private final DeviceLossPolicy policy;
    private final HostClock clock;
    private final RunControl control;
    private final Consumer<String> progress;
    private final Map<String, Long> away = new LinkedHashMap<>();
    /** The newest first. */
    private final Deque<Absence> over = new ArrayDeque<>();

    DeviceLoss(DeviceLossPolicy policy, HostClock clock, RunControl control, Consumer<String> progress) {
        this.policy = policy;
        this.clock = clock;
        this.control = control;
        this.progress = progress;
    }

    /** A device cannot be reached; may be told again while it is away. */
    synchronized void lost(String key, String message) {
        away.putIfAbsent(key, clock.nanoTime());
        progress.accept(key + ": " + message);
        if (policy == DeviceLossPolicy.ABORT_REST) {
            control.stop("device " + key + " was lost: " + message);
        }
    }

    /** A device answers; no news if it was not away. */
    synchronized void back(String key) {
        Long since = away.remove(key);
        if (since != null) {
            over.addFirst(new Absence(key, since, clock.nanoTime()));
        }
    }

    /**
     * {@return what a trial failed of: the devices that were away at any time from its begin to its end; empty if there was none, or
     * if the policy lets it pass}
     */
    synchronized Optional<String> during(long beginNanoTime, long endNanoTime) {
        if (policy == DeviceLossPolicy.WARN) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        away.forEach((key, since) -> {
            if (since <= endNanoTime) {
                missing.add(key);
            }
        });
        Iterator<Absence> newest = over.iterator();
        while (newest.hasNext()) {
            Absence absence = newest.next();
            if (absence.toNanoTime() < beginNanoTime) {
                break;
            }
            if (absence.fromNanoTime() <= endNanoTime && !missing.contains(absence.key())) {
                missing.add(absence.key());
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("device " + String.join(", ", missing) + " was out of reach during the trial");
    }
}
