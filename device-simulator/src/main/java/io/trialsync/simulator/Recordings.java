// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a simulated phone, one at a time. A recording really runs only some time after its start was answered;
 * until then events go to the recording before it, as seen on real phones. Not thread-safe.
 */
final class Recordings {

    /**
     * A recording that was started.
     *
     * @param id its id
     * @param startNanoTime when the start was asked for, on the host's monotonic clock
     */
    record Recording(String id, long startNanoTime) {}

    private final long delayNanos;
    private final SplittableRandom random;
    private @Nullable Recording current;
    private Optional<String> previousId = Optional.empty();

    Recordings(long delayNanos, SplittableRandom random) {
        this.delayNanos = delayNanos;
        this.random = random;
    }

    boolean started() {
        return current != null;
    }

    Recording start(long nanoTime) {
        Recording started = new Recording(newId(), nanoTime);
        current = started;
        return started;
    }

    /** {@return the recording that is ended now; empty if none was started} */
    Optional<Recording> end() {
        Optional<Recording> ended = Optional.ofNullable(current);
        ended.ifPresent(recording -> previousId = Optional.of(recording.id()));
        current = null;
        return ended;
    }

    /** {@return the recording that really runs at an instant} */
    Optional<Recording> running(long nanoTime) {
        return Optional.ofNullable(current).filter(recording -> nanoTime - recording.startNanoTime() >= delayNanos);
    }

    /** {@return the recording to which the phone says an event goes at an instant} */
    Optional<String> idForEvents(long nanoTime) {
        return current == null
                ? Optional.empty()
                : running(nanoTime).map(Recording::id).or(() -> previousId);
    }

    private String newId() {
        long versionFour = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variantTwo = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(versionFour, variantTwo).toString();
    }
}
