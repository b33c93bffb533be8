// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** What the journal's thread does: write all that waits in one go, force it when due, tell who wants to know, and again. */
final class JournalCommits implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalCommits.class);
    private static final long LONGEST_UNFORCED_NANOS = 1_000_000_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final JournalJson json = new JournalJson();
    private final JournalFile file;
    private final JournalSync sync;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Appended> waiting;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final List<Appended> batch = new ArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long next;
    private boolean unforced;
    private long unforcedSince;

    JournalCommits(
            JournalFile file, long next, JournalSync sync, LongSupplier nanoTime, BlockingQueue<Appended> waiting) {
        this.file = file;
        this.next = next;
        this.sync = sync;
        this.nanoTime = nanoTime;
        this.waiting = waiting;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Only the first failure counts. */
    void fail(IOException e) {
        failure.compareAndSet(null, e);
    }

    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            takeBatch();
            last = batch.stream().anyMatch(Appended.Last.class::isInstance);
            unlessFailed(this::write);
            if (last || forceIsDue()) {
                unlessFailed(this::force);
            }
            batch.forEach(Appended::settled);
        }
        guarded(file::close);
    }

    /** All that waits, or what comes first before something that was written must be forced. */
    private void takeBatch() {
        batch.clear();
        try {
            Appended first = unforced
                    ? waiting.poll(
                            LONGEST_UNFORCED_NANOS - (nanoTime.getAsLong() - unforcedSince), TimeUnit.NANOSECONDS)
                    : waiting.take();
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch, MOST_AT_ONCE);
            }
        } catch (InterruptedException e) {
            // the thread is nobody's to interrupt; what waits is taken in the next round
        }
    }

    private void write() throws IOException {
        lines.reset();
        for (Appended appended : batch) {
            if (appended instanceof Appended.Line line) {
                line(line.record());
            }
        }
        if (lines.size() > 0) {
            file.write(lines.toByteArray(), lines.size());
            if (!unforced) {
                unforced = true;
                unforcedSince = nanoTime.getAsLong();
            }
        }
    }

    /** One record that cannot be written does not cost those behind it; readers see by its number that it is missing. */
    private void line(JournalRecord record) {
        long number = next++;
        try {
            lines.writeBytes(JournalLine.frame(number, json.write(record)));
        } catch (JacksonException e) {
            LOG.error("line n {} of the journal cannot be written: {}", number, record, e);
        }
    }

    private boolean forceIsDue() {
        boolean wanted = batch.stream().anyMatch(Appended.Wanted.class::isInstance);
        boolean always = sync == JournalSync.ALWAYS && !batch.isEmpty();
        boolean old = unforced && nanoTime.getAsLong() - unforcedSince >= LONGEST_UNFORCED_NANOS;
        return wanted || always || old;
    }

    private void force() throws IOException {
        if (unforced) {
            unforced = false;
            file.force();
        }
    }

    /** What may fail with the disk. */
    private interface Step {
        void run() throws IOException;
    }

    /** After a failure nothing more is written, lest the journal have a hole that is not at its end. */
    private void unlessFailed(Step step) {
        if (failure.get() == null) {
            guarded(step);
        }
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException("unexpected: " + e, e));
        }
    }
}
