// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges over one channel for some seconds: fifty in a row, as the vendor's guide takes them, then four at a time after pauses
 * that are long enough for a radio to fall asleep. A channel that wants rests is used {@value #SPARING} times in all. For one thread.
 */
final class SyncBurst {

    private static final int IN_ROW = 51;
    private static final int AFTER_PAUSE = 4;
    /** For a judgement of what pauses do, one more than are needed. */
    private static final int LEAST_PAUSES = 6;

    private static final int SPARING = 4;
    private static final int MOST_FAILURES = 3;
    private static final long PAUSE_NANOS = 520_000_000L;
    /** Stamps of whole milliseconds are to be met at all phases. */
    private static final int DITHER_NANOS = 1_000_000;

    private static final double PART_IN_ROW = 0.4;

    private final SyncChannel channel;
    private final HostClock clock;
    private final RandomGenerator random;
    private final List<Exchange> exchanges = new ArrayList<>();
    private int failures;
    private @Nullable String problem;

    SyncBurst(SyncChannel channel, HostClock clock, RandomGenerator random) {
        this.channel = channel;
        this.clock = clock;
        this.random = random;
    }

    /** Take exchanges for about as long as is asked for; for longer if it takes that to see what pauses do. */
    void run(long forNanos) throws InterruptedException {
        long start = clock.nanoTime();
        while (goesOn() && exchanges.size() < IN_ROW && clock.nanoTime() - start < PART_IN_ROW * forNanos) {
            exchange();
        }
        for (int pauses = 0; goesOn() && (pauses < LEAST_PAUSES || clock.nanoTime() - start < forNanos); pauses++) {
            TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
            for (int i = 0; i < AFTER_PAUSE && goesOn(); i++) {
                exchange();
            }
        }
    }

    /** Asked each time, since a channel may have to give way to one that wants rests. */
    private boolean goesOn() {
        return failures < MOST_FAILURES && (channel.restNanos() == 0 || exchanges.size() < SPARING);
    }

    private void exchange() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(random.nextInt(DITHER_NANOS));
        try {
            exchanges.add(channel.exchange().onHost(clock));
        } catch (DeviceException | IllegalArgumentException e) {
            failures++;
            problem = String.valueOf(e.getMessage());
        }
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
