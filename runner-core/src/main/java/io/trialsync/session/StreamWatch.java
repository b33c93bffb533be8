// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.LiveSamples.LiveStream;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import io.trialsync.session.LeastArrivals.Least;
import io.trialsync.session.StreamEar.Heard;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the live samples of one device all session long and journals one arrival a second of each stream, on a thread of
 * its own. A stream that fails, ends or falls silent is a fault, and started anew after a rest.
 */
final class StreamWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

    /** A device says by itself when its stream is silent, and knows more of the reason; this is for those that do not. */
    private static final long SILENCE_NANOS = 15_000_000_000L;

    private static final long SHORTEST_REST_NANOS = 1_000_000_000L;

    /** A device that is gone for an hour leaves some sixty faults. */
    private static final long LONGEST_REST_NANOS = 60_000_000_000L;

    private final String key;
    private final LiveSamples samples;
    private final JournalWriter journal;
    private final HostClock clock;
    private final SampleTables tables;
    private final SensorStarts starts = new SensorStarts();
    private volatile boolean stopped;

    StreamWatch(String key, LiveSamples samples, JournalWriter journal, HostClock clock, SampleTables tables) {
        this.key = key;
        this.samples = samples;
        this.journal = journal;
        this.clock = clock;
        this.tables = tables;
    }

    /** Listen no more; the thread is to be interrupted as well. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        long rest = SHORTEST_REST_NANOS;
        try {
            while (!stopped) {
                boolean heardAnything = listen();
                rest = heardAnything ? SHORTEST_REST_NANOS : Math.min(2 * rest, LONGEST_REST_NANOS);
                TimeUnit.NANOSECONDS.sleep(rest);
            }
        } catch (InterruptedException e) {
            // asked to end; what was heard is journalled
        }
    }

    /** True if at least one sample came. */
    private boolean listen() throws InterruptedException {
        StreamEar ear = new StreamEar(key, clock, tables);
        boolean heard = false;
        try {
            heard = listen(ear);
        } catch (DeviceException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of the stream of device {}", key, e);
            failed("unexpected: " + e);
        } finally {
            for (Least least : ear.close()) {
                journal(least);
                heard = true;
            }
            ear.complaint().ifPresent(this::fault);
            starts.interrupted();
        }
        return heard;
    }

    private boolean listen(StreamEar ear) throws DeviceException, InterruptedException {
        LiveStream stream = samples.start(ear);
        try {
            return journalUntilEnd(ear);
        } finally {
            stream.close();
            stream.complaint().ifPresent(this::fault);
        }
    }

    private boolean journalUntilEnd(StreamEar ear) throws InterruptedException {
        boolean any = false;
        while (true) {
            Heard heard = ear.next(SILENCE_NANOS);
            if (heard instanceof Heard.Second second) {
                journal(second.least());
                any = true;
            } else {
                failed(
                        heard instanceof Heard.End end
                                ? end.reason()
                                : "no sample has come for " + SILENCE_NANOS / 1_000_000_000L + " s");
                return any;
            }
        }
    }

    private void journal(Least least) {
        journal.append(new JournalRecord.Arrived(
                key,
                samples.clock(),
                least.stream(),
                least.arrival().deviceNanos(),
                least.arrival().hostNanos()));
        starts.hear(least)
                .ifPresent(restart -> journal.append(new JournalRecord.Fault(
                        key, "clock", null, restart, least.arrival().hostNanos())));
    }

    /** That a stream breaks off while it is being ended is no fault. */
    private void failed(String message) {
        if (!stopped) {
            fault(message);
        }
    }

    private void fault(String message) {
        journal.append(new JournalRecord.Fault(key, "stream", null, message, clock.nowNanos()));
    }
}
