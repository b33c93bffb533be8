// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a simulated phone can be reached. Whatever has sockets asks before it takes a request and before it answers, and says how
 * its connections are cut. Thread-safe.
 */
final class PhoneNetwork implements AutoCloseable {

    /** Longer than any session. */
    static final long FOR_GOOD_NANOS = Long.MAX_VALUE / 4;

    private static final long SLICE_NANOS = 10_000_000;

    private record Outage(NetworkLoss manner, long untilNanoTime) {}

    private final LongSupplier nanoTime;
    private final Waiter waiter;
    private final List<Runnable> cuts = new CopyOnWriteArrayList<>();
    private volatile @Nullable Outage outage;

    PhoneNetwork(LongSupplier nanoTime, Waiter waiter) {
        this.nanoTime = nanoTime;
        this.waiter = waiter;
    }

    /** Have connections cut when the network goes away with a reset; the action must be quick and not throw. */
    void onCut(Runnable cut) {
        cuts.add(cut);
    }

    void lose(NetworkLoss manner, long nanos) {
        outage = new Outage(manner, nanoTime.getAsLong() + nanos);
        if (manner == NetworkLoss.RESET) {
            cuts.forEach(Runnable::run);
        }
    }

    void restore() {
        outage = null;
    }

    /** {@return whether nothing comes through for the moment, and will later} */
    boolean silent() {
        return lost(NetworkLoss.SILENT);
    }

    /** {@return whether whoever asks for something is cut off} */
    boolean refuses() {
        return lost(NetworkLoss.RESET);
    }

    private boolean lost(NetworkLoss manner) {
        Outage current = outage;
        return current != null && current.manner() == manner && current.untilNanoTime() - nanoTime.getAsLong() > 0;
    }

    /** Wait until something comes through again; an interrupted thread does not wait. */
    void awaitWhileSilent() {
        while (silent() && !Thread.currentThread().isInterrupted()) {
            waiter.waitUntil(nanoTime.getAsLong() + SLICE_NANOS);
        }
    }

    @Override
    public void close() {
        restore();
    }
}
