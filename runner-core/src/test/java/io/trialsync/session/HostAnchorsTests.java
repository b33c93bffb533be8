// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.UtcTimeline;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.HostAnchored;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostAnchorsTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_790_000_000L;

    @TempDir
    Path folder;

    private final AtomicLong nanoTime = new AtomicLong(500);
    private final HostClock clock = new HostClock(nanoTime::get, () -> Instant.ofEpochSecond(EPOCH, nanoTime.get()));

    @Test
    void aQuietSessionHasOneEveryTenSecondsAndATrialsBorderOneOfItsOwn() throws Exception {
        Path file = folder.resolve(Journal.FILE_NAME);
        try (JournalWriter journal = JournalWriter.create(file)) {
            HostAnchors anchors = new HostAnchors(clock, journal);
            anchors.take("start");
            for (int second = 0; second < 60; second++) {
                nanoTime.addAndGet(SECOND);
                anchors.ifDue();
            }
            nanoTime.addAndGet(3 * SECOND);
            anchors.atBorder();
            anchors.atBorder();
            assertThat(anchors.dueNanoTime()).isEqualTo(nanoTime.get() + HostAnchors.INTERVAL_NANOS);
        }

        assertThat(Journal.read(file).all(HostAnchored.class).map(HostAnchored::reason))
                .containsExactly(
                        "start", "interval", "interval", "interval", "interval", "interval", "interval", "trial");
    }

    @Test
    @Timeout(60)
    void theSynchronisersThreadTakesThemBesideItsExchanges() throws Exception {
        // a minute passes in a second on this clock
        long origin = System.nanoTime();
        Lab lab = new Lab(folder);
        HostClock fast = new HostClock(
                () -> origin + 60 * (System.nanoTime() - origin),
                () -> Instant.ofEpochSecond(EPOCH, 60 * (System.nanoTime() - origin)));
        lab.clock = fast;
        LiveSession session = lab.open(new TestDevice("a41fe4fe2bccf6c3", true, fast::nanoTime));
        while (intervals(session).size() < 3) {
            Thread.onSpinWait();
        }
        Path cut = folder.resolve("cut");
        Files.createDirectories(cut);
        Files.copy(session.folder().resolve(Journal.FILE_NAME), cut.resolve(Journal.FILE_NAME));
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(Lab.journal(session).all(HostAnchored.class).map(HostAnchored::nanoTimeNanos))
                .isSorted();
        // a journal that was cut off knows the wall clock up to some seconds before
        UtcTimeline utc = SessionAlignment.read(cut).host().utc().orElseThrow();
        long soonAfter = intervals(session).get(2).hostNanos() + SECOND;
        assertThat(utc.at(soonAfter).uncertaintyNanos()).isLessThan(10_000_000);
    }

    private static List<HostAnchored> intervals(LiveSession session) throws IOException {
        return Lab.journal(session)
                .all(HostAnchored.class)
                .filter(anchor -> anchor.reason().equals("interval"))
                .toList();
    }
}
