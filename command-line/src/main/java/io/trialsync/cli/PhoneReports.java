// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.device.companion.discovery.FoundCompanion;
import io.trialsync.device.companion.discovery.SearchListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks each phone that appears or moves, several at a time, and hands over what they say in the order of their answers. */
final class PhoneReports implements SearchListener, AutoCloseable {

    static final String FOUND = "found";
    static final String CHANGED = "changed";
    static final String GONE = "gone";
    private static final int AT_A_TIME = 8;

    /**
     * Something to print.
     *
     * @param event {@code found}, {@code changed} or {@code gone}
     */
    record News(String event, PhoneReport report) {}

    private final Function<FoundCompanion, PhoneReport> asking;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, FoundCompanion> known = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
        Thread thread = new Thread(work, "trialsync-discover");
        thread.setDaemon(true);
        return thread;
    });

    PhoneReports(Function<FoundCompanion, PhoneReport> asking) {
        this.asking = asking;
    }

    @Override
    public void appeared(FoundCompanion phone) {
        known.put(phone.id(), phone);
        ask(FOUND, phone);
    }

    @Override
    public void changed(FoundCompanion phone) {
        FoundCompanion before = known.put(phone.id(), phone);
        boolean seenElsewhereOnly = before != null
                && before.name().equals(phone.name())
                && before.places().containsAll(phone.places());
        if (!seenElsewhereOnly) {
            ask(CHANGED, phone);
        }
    }

    @Override
    public void gone(FoundCompanion phone) {
        known.remove(phone.id());
        news.add(
                new News(GONE, new PhoneReport(phone, Optional.empty(), Map.of(), Optional.empty(), Optional.empty())));
    }

    private void ask(String event, FoundCompanion phone) {
        underWay.incrementAndGet();
        try {
            threads.execute(() -> {
                try {
                    news.add(new News(event, asking.apply(phone)));
                } finally {
                    underWay.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.decrementAndGet(); // it appeared after the end
        }
    }

    /** Whether there is more to come without any new phone. */
    boolean asking() {
        return underWay.get() > 0 || !news.isEmpty();
    }

    /** The next report, or null after a time without one. */
    @Nullable
    News next(long time, TimeUnit unit) throws InterruptedException {
        return news.poll(time, unit);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
