// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.LiveSamples.Sample;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the live samples of all devices of a session to {@code streams/KEY-STREAM.csv}, on a thread of its own; what it cannot
 * write is counted and a fault. Samples of one stream that have other columns go to {@code KEY-STREAM-2.csv} and so on.
 */
final class SampleTables implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SampleTables.class);

    /** What waits to be written. */
    private record Row(String key, Sample sample, long hostNanos) {

        String name() {
            return key + "-" + sample.stream();
        }
    }

    /** Some ten seconds of four devices with gaze and IMU, for a disk that hangs. */
    static final int CAPACITY = 16_384;

    /** The payloads of a sensor have a handful of forms. */
    private static final int MOST_FORMS = 9;

    private static final long FLUSH_NANOS = 1_000_000_000L;
    private static final String STREAM_NAME = "[a-z0-9-]{1,40}";

    private final Path folder;
    private final JournalWriter journal;
    private final HostClock clock;
    private final ArrayBlockingQueue<Row> rows = new ArrayBlockingQueue<>(CAPACITY);
    private final Map<String, LongAdder> lost = new ConcurrentHashMap<>();
    private final Map<String, SampleTable> tables = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Thread thread = new Thread(this, "trialsync-samples");
    private volatile boolean finishing;
    private boolean saidFull;

    SampleTables(Path folder, JournalWriter journal, HostClock clock) {
        this.folder = folder;
        this.journal = journal;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Take a sample, at once and without waiting. */
    void offer(String key, Sample sample, long hostNanos) {
        Row row = new Row(key, sample, hostNanos);
        if (!rows.offer(row)) {
            lose(row);
        }
    }

    private void lose(Row row) {
        lost.computeIfAbsent(row.name(), name -> new LongAdder()).increment();
    }

    /** Write what is left and close the tables. */
    void finish(long deadlineNanoTime) throws InterruptedException {
        finishing = true;
        thread.join(Math.max(1, (deadlineNanoTime - clock.nanoTime()) / 1_000_000));
    }

    @Override
    public void run() {
        long flushed = clock.nanoTime();
        try {
            while (true) {
                Row row = rows.poll(finishing ? 0 : FLUSH_NANOS / 10, TimeUnit.NANOSECONDS);
                if (row != null) {
                    write(row);
                } else if (finishing) {
                    break;
                }
                if (clock.nanoTime() - flushed > FLUSH_NANOS) {
                    flush();
                    flushed = clock.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread; the tables are closed all the same
        } finally {
            List.copyOf(tables.entrySet()).forEach(table -> attempt(table.getKey(), table.getValue()::close));
            lost.forEach((name, count) -> fault(
                    name,
                    count.sum() + " samples of " + name + " are not in a table"
                            + (failed.contains(name) ? "" : ": the disk took too long to write them")));
        }
    }

    private void write(Row row) {
        if (failed.contains(row.name())) {
            lose(row);
            return;
        }
        attempt(row.name(), () -> table(row).write(row.sample(), row.hostNanos()));
        if (failed.contains(row.name())) {
            lose(row);
        }
    }

    private SampleTable table(Row row) throws IOException {
        String form = row.name() + " " + row.sample().columns();
        SampleTable table = tables.get(form);
        if (table == null) {
            table = SampleTable.open(file(row), row.sample().columns());
            tables.put(form, table);
        }
        return table;
    }

    private Path file(Row row) throws IOException {
        if (!row.sample().stream().matches(STREAM_NAME)) {
            throw new IOException("[" + row.sample().stream() + "] is not the name of a stream");
        }
        for (int number = 1; number <= MOST_FORMS; number++) {
            Path file = folder.resolve(row.name() + (number == 1 ? "" : "-" + number) + ".csv");
            if (!SampleTable.hasOtherColumns(file, row.sample().columns())) {
                return file;
            }
        }
        throw new IOException("its samples have more than " + MOST_FORMS + " different sets of columns");
    }

    private void flush() {
        List.copyOf(tables.entrySet()).forEach(table -> attempt(table.getKey(), table.getValue()::flush));
        if (!saidFull && !lost.isEmpty()) {
            saidFull = true;
            lost.keySet().forEach(name -> fault(name, "samples of " + name + " are lost: the disk takes too long"));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** The first failure of a stream is a fault; nothing more of it is written. */
    private void attempt(String form, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            fail(nameOf(form), e);
        } catch (UncheckedIOException e) {
            fail(nameOf(form), Objects.requireNonNull(e.getCause()));
        }
    }

    /** Tables are known by the name of their stream and, after a blank, their columns. */
    private static String nameOf(String form) {
        int blank = form.indexOf(' ');
        return blank < 0 ? form : form.substring(0, blank);
    }

    private void fail(String name, IOException cause) {
        if (!failed.add(name)) {
            return;
        }
        fault(name, "the samples of " + name + " cannot be written to " + folder + ": " + reason(cause));
        tables.forEach((form, table) -> {
            if (nameOf(form).equals(name)) {
                abandon(table);
            }
        });
        tables.keySet().removeIf(form -> nameOf(form).equals(name));
    }

    private static String reason(IOException cause) {
        return cause instanceof FileSystemException file && file.getReason() == null
                ? cause.getClass().getSimpleName() + " " + file.getFile()
                : String.valueOf(cause.getMessage());
    }

    private static void abandon(SampleTable table) {
        try {
            table.abandon();
        } catch (IOException e) {
            LOG.debug("a table that cannot be written could not be closed either", e);
        }
    }

    private void fault(String name, String message) {
        String key = name.substring(0, name.lastIndexOf('-'));
        journal.append(new JournalRecord.Fault(key, "samples", null, message, clock.nowNanos()));
    }
}
