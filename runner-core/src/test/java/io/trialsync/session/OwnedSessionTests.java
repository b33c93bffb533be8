// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.JournalSync;
import io.trialsync.journal.TrialArmed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session and its folder: whose it is, whether its disk has room, and what is on the disk when. */
class OwnedSessionTests {

    @TempDir
    Path directory;

    private Lab lab;

    @BeforeEach
    void openLab() {
        lab = new Lab(directory);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "TRIAL"})
    void whatIsJournalledOfATrialIsInTheFileWhenTheTrialIsOver(JournalSync sync) throws IOException {
        lab.journalSync = sync;
        LiveSession session = lab.open(TestDevice.inMemory());
        TrialBracket bracket = session.newTrial(Lab.info("a"));
        bracket.arm();
        assertThat(Lab.journal(session).all(TrialArmed.class)).hasSize(1);
        bracket.stampBegin();
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());

        Journal atTheEndOfTheTrial = Lab.journal(session);
        assertThat(atTheEndOfTheTrial.all(TrialBegin.class)).hasSize(1);
        assertThat(atTheEndOfTheTrial.all(TrialEnd.class)).hasSize(1);
        assertThat(Lab.markers(session)).endsWith("trial.001.begin", "trial.001.end");
        session.close();
    }

    @Test
    void aSessionThatIsGoingOnIsNobodyElses() throws IOException {
        LiveSession session = lab.open(TestDevice.inMemory());

        assertThatThrownBy(() -> lab.reopen(session, TestDevice.inMemory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "is being written by process " + ProcessHandle.current().pid());

        assertThat(SessionFolder.writer(session.folder()))
                .contains(Long.toString(ProcessHandle.current().pid()));

        session.close();
        assertThat(SessionFolder.writer(session.folder())).isEmpty();
        lab.reopen(session, TestDevice.inMemory()).close();
        assertThat(session.folder()).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void aLockThatAProcessLeftBehindWhenItDiedKeepsNobodyOut() throws IOException {
        LiveSession session = lab.open(TestDevice.inMemory());
        session.close();
        Files.writeString(session.folder().resolve("session.lock"), "4711");

        lab.reopen(session, TestDevice.inMemory()).close();
    }

    @Test
    void noSessionBeginsOnADiskWithTooLittleRoomAndNoNumberOfARunIsUsedUp() throws IOException {
        lab.leastFreeBytes = Long.MAX_VALUE;

        assertThatThrownBy(() -> lab.open(TestDevice.inMemory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left, and")
                .hasMessageContaining("trialsync.journal.min-free");

        lab.leastFreeBytes = 0;
        LiveSession session = lab.open(TestDevice.inMemory());
        assertThat(session.run()).isEqualTo(1);
        session.close();
    }

    @Test
    void aDiskThatFillsUpLacksRoomForTheNextTrialLaterThanForANewSession() {
        AtomicLong free = new AtomicLong(100_000_000);
        FreeSpace space = new FreeSpace(directory, 100_000_000, free::get);

        assertThat(space.lacksBefore()).isEmpty();
        free.set(99_000_000);
        assertThat(space.lacksBefore()).isPresent();
        assertThat(space.lacksDuring()).isEmpty();
        free.set(9_900_000);
        assertThat(space.lacksDuring()).get().asString().contains("9.9 MB left", "10.0 MB are needed");
    }
}
