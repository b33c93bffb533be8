// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.trialsync.clock.HostClock;
import io.trialsync.journal.GcPause;
import io.trialsync.journal.JournalWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Journals the pauses in which the virtual machine collects garbage. It tells of them on a thread of its own, some time after
 * they are over.
 */
final class GcWatch implements NotificationListener {

    private static final long MILLI_NANOS = 1_000_000;
    private static final long POLL_NANOS = 5 * MILLI_NANOS;
    private static final int MOST_POLLS = 400;

    private final HostClock clock;
    private final JournalWriter journal;
    private final GcTimeline timeline;
    private final List<GarbageCollectorMXBean> collectors;
    /** The number of the newest collection that each collector has told, or had done before. */
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    GcWatch(HostClock clock, JournalWriter journal) {
        this.clock = clock;
        this.journal = journal;
        long now = clock.nanoTime();
        long uptimeMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        this.timeline = new GcTimeline(now - (uptimeMillis + 1) * MILLI_NANOS, now);
        this.collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> isPausing(collector.getName(), ""))
                .filter(NotificationEmitter.class::isInstance)
                .toList();
    }

    /**
     * Whether a collection stopped all threads. Collectors that work beside the program tell of their cycles and of the pauses in
     * them apart, as "ZGC Cycles" and "ZGC Pauses".
     */
    static boolean isPausing(String collector, String action) {
        return !collector.endsWith("Cycles") && !action.toLowerCase(Locale.ROOT).contains("cycle");
    }

    /**
     * Listen from now on. Garbage is collected once: trials then begin with a clean heap, and the machine's count of milliseconds
     * is known by that.
     */
    void start() {
        collectors.forEach(collector -> {
            told.put(collector.getName(), collector.getCollectionCount());
            ((NotificationEmitter) collector).addNotificationListener(this, null, null);
        });
        long from = clock.nanoTime();
        long[] counts = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .toArray();
        System.gc();
        long to = clock.nanoTime();
        for (int i = 0; i < counts.length; i++) {
            if (collectors.get(i).getCollectionCount() > counts[i]) {
                lastLiesBetween(collectors.get(i), from, to);
            }
        }
    }

    private void lastLiesBetween(GarbageCollectorMXBean collector, long from, long to) {
        GcInfo last =
                collector instanceof com.sun.management.GarbageCollectorMXBean telling ? telling.getLastGcInfo() : null;
        if (last != null) {
            timeline.endedBefore(to, last.getEndTime());
            timeline.beganAfter(from, last.getStartTime());
        }
    }

    /** Whether all that was done so far has been told. */
    private boolean upToDate() {
        return collectors.stream()
                .allMatch(collector ->
                        told.getOrDefault(collector.getName(), Long.MAX_VALUE) >= collector.getCollectionCount());
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        long now = clock.nanoTime();
        GarbageCollectionNotificationInfo info =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        timeline.endedBefore(now, info.getGcInfo().getEndTime());
        boolean old = info.getGcInfo().getId() <= told.getOrDefault(info.getGcName(), 0L);
        if (!old && isPausing(info.getGcName(), info.getGcAction())) {
            journal.append(new GcPause(
                    info.getGcName(),
                    info.getGcCause(),
                    info.getGcInfo().getDuration() * MILLI_NANOS,
                    timeline.uncertaintyNanos(),
                    clock.toHostNanos(timeline.nanoTime(info.getGcInfo().getStartTime()))));
        }
        told.merge(info.getGcName(), info.getGcInfo().getId(), Math::max);
    }

    /** Wait, for two seconds at most, for what the machine has not told yet, and listen no more. */
    void stop() {
        for (int polls = 0; polls < MOST_POLLS && !upToDate(); polls++) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        for (GarbageCollectorMXBean collector : collectors) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(this);
            } catch (ListenerNotFoundException e) {
                // it was never added, since the session could not begin
            }
        }
    }
}
