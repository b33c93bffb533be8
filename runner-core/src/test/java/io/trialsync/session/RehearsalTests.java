// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTests {

    @TempDir
    Path directory;

    private final InOrder journalThread = new InOrder(failure -> {});
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letTheThreadGo() throws InterruptedException {
        over.countDown();
        journalThread.finish(60_000);
        Lab.assertNoThreadOfOursIsLeft();
    }

    private Rehearsal rehearsal() {
        Lab lab = new Lab(directory);
        SessionSettings settings = lab.settings();
        return new Rehearsal(
                new Opening(
                        settings,
                        settings.labels(true),
                        new SessionFolder(directory, 1),
                        true,
                        List.of(),
                        lab.clock,
                        lab.progress::add,
                        lab.control),
                journalThread);
    }

    @Test
    void aJournalThatHangsIsNotLeftMoreThanTwentyRehearsedTrials() {
        journalThread.execute(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        AtomicInteger passages = new AtomicInteger();
        rehearsal().run(trial -> passages.incrementAndGet());

        assertThat(passages).hasValueBetween(1, 20);
    }

    @Test
    void aJournalThatLagsHasFewRehearsedTrialsLeftAtTheEnd() {
        AtomicInteger left = new AtomicInteger();
        rehearsal().run(trial -> {
            left.incrementAndGet();
            journalThread.execute(() -> {
                lag();
                left.decrementAndGet();
            });
        });

        assertThat(left).hasValueBetween(0, 20);
    }

    private static void lag() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
