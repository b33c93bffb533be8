// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on the disk, and when; on a disk that tells what it is asked to do. */
class DurabilityTests {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final ToldFile file = new ToldFile();
    private final AtomicLong nanoTime = new AtomicLong();

    /** Keeps an account, and does not force before it may. */
    private static final class ToldFile implements JournalFile {
        private final List<String> done = new CopyOnWriteArrayList<>();
        private final CountDownLatch mayForce = new CountDownLatch(1);
        private volatile CountDownLatch forcing = new CountDownLatch(1);
        private volatile boolean held;
        private volatile boolean full;

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            done.add("write " + text.lines().count());
        }

        @Override
        public void force() {
            forcing.countDown();
            if (held) {
                try {
                    assertThat(mayForce.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            done.add("force");
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    private JournalWriter writer(JournalSync sync) {
        return new JournalWriter(file, 0, sync, nanoTime::get);
    }

    private static JournalRecord record() {
        return new JournalRecord.BlockEnd(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyWantsToBeDurableIsForcedBeforeHeHears(JournalSync sync) throws IOException {
        try (JournalWriter writer = writer(sync)) {
            writer.append(record());
            assertThat(writer.flush(PATIENCE_NANOS)).isTrue();
            assertThat(file.done).last().isEqualTo("force");
        }
        assertThat(file.done).last().isEqualTo("close");
    }

    @Test
    void oneForcingServesAllThatCameDuringTheOneBefore() throws Exception {
        file.held = true;
        try (JournalWriter writer = writer(JournalSync.ALWAYS)) {
            writer.append(record());
            assertThat(file.forcing.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).isTrue();
            for (int i = 0; i < 50; i++) {
                writer.append(record());
            }
            file.held = false;
            file.mayForce.countDown();
            assertThat(writer.flush(PATIENCE_NANOS)).isTrue();
        }
        assertThat(file.done).startsWith("write 1", "force", "write 50", "force");
    }

    @Test
    void whatNobodyWaitsForIsForcedWithinASecond() throws Exception {
        try (JournalWriter writer = writer(JournalSync.TRIAL)) {
            writer.append(record());
            while (file.done.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(file.done).containsExactly("write 1");
            // the writer may look at the clock after writing only, which the first of these seconds may be over by then
            for (int seconds = 0; seconds < 2_000 && file.forcing.getCount() > 0; seconds++) {
                nanoTime.addAndGet(1_000_000_000);
                writer.append(record());
                file.forcing.await(10, TimeUnit.MILLISECONDS);
            }
            assertThat(file.forcing.getCount()).isZero();
        }
    }

    @Test
    void whoWaitsForADiskThatFailsHearsOfItAndNothingMoreIsWritten() throws IOException {
        try (JournalWriter writer = writer(JournalSync.TRIAL)) {
            file.full = true;
            writer.append(record());
            assertThat(writer.flush(PATIENCE_NANOS)).isFalse();
            file.full = false;
            writer.append(record());
            assertThat(writer.flush(PATIENCE_NANOS)).isFalse();
            assertThat(writer.failure()).get().extracting(Throwable::getMessage).isEqualTo("No space left on device");
        }
        assertThat(file.done).containsExactly("close");
    }

    @Test
    void aJournalThatIsClosedIsForced() throws IOException {
        JournalWriter writer = writer(JournalSync.INTERVAL);
        writer.append(record());
        writer.close();
        assertThat(file.done).endsWith("force", "close");
    }
}
