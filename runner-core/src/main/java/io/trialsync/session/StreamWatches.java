// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.LiveSamples;
import io.trialsync.journal.JournalWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live streams of all devices of a session that offer them, each with its thread, and the tables they are written to. */
final class StreamWatches {

    private final Map<StreamWatch, Thread> threads = new LinkedHashMap<>();
    private final SampleTables tables;
    private final HostClock clock;

    StreamWatches(Opening opening, List<DeviceLink> links, JournalWriter journal) {
        this.clock = opening.clock();
        this.tables = new SampleTables(opening.folder().streams(), journal, clock);
        if (opening.policies().streams() == StreamPolicy.NEVER) {
            return;
        }
        for (DeviceLink link : links) {
            for (LiveSamples samples : link.device().allLiveSamples()) {
                StreamWatch watch = new StreamWatch(link.key(), samples, journal, clock, tables);
                threads.put(watch, thread(link.key(), watch));
            }
        }
    }

    private static Thread thread(String key, StreamWatch watch) {
        Thread thread = new Thread(watch, "trialsync-stream-" + key);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        if (!threads.isEmpty()) {
            tables.start();
        }
        threads.values().forEach(Thread::start);
    }

    void askToStop() {
        threads.forEach((watch, thread) -> {
            watch.stop();
            thread.interrupt();
        });
    }

    /** Wait for the threads to end; one that hangs in its device or on its disk is left to end by itself. */
    void awaitStop(long deadlineNanoTime) {
        try {
            for (Thread thread : threads.values()) {
                thread.join(Math.max(1, (deadlineNanoTime - clock.nanoTime()) / 1_000_000));
            }
            tables.finish(deadlineNanoTime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
