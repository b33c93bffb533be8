// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.StatusFeed;
import io.trialsync.device.StatusNews;
import io.trialsync.device.companion.FeedConnection.FeedParts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** {@code ws://HOST:PORT/api/status}: each following has a connection and threads of its own, which end with it. */
final class CompanionFeed implements StatusFeed, AutoCloseable {

    private final HostAndPort place;
    private final PhoneGuard guard;
    private final UnknownParts unknown;
    private final FeedTiming timing;
    private final LongSupplier nanoTime;
    private final RandomGenerator.SplittableGenerator random;
    private final List<FeedRun> runs = new CopyOnWriteArrayList<>();

    CompanionFeed(
            HostAndPort place,
            PhoneGuard guard,
            UnknownParts unknown,
            FeedTiming timing,
            LongSupplier nanoTime,
            RandomGenerator.SplittableGenerator random) {
        this.place = place;
        this.guard = guard;
        this.unknown = unknown;
        this.timing = timing;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    @Override
    public synchronized Following follow(Consumer<StatusNews> listener) {
        FeedParts parts = new FeedParts(
                place,
                new WireJson(),
                new ComponentParser(unknown),
                unknown,
                guard,
                new BoundedSockets(WireJson.LARGEST_BYTES));
        FeedRun run = new FeedRun(parts, timing, nanoTime, random.split(), listener);
        runs.removeIf(FeedRun::isClosed);
        runs.add(run);
        run.start();
        return run;
    }

    @Override
    public void close() {
        runs.forEach(FeedRun::close);
        runs.clear();
    }
}
