// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.JournalSync;
import io.trialsync.journal.TrialNotBegun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void valuesAreKeptWithTheTrialAndOthersRefused() throws Exception {
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {
            trial.put("rt", 0.5);
            trial.put("answer", "left");
            trial.put("answer", "right");
            trial.put("correct", true);
            trial.put("onset", 1_744_271_292_116_000_001L);
            trial.put("nothing", Double.NaN);
            trial.put("side", Side.LEFT);
            trial.put("key", 'f');
            for (Object odd : List.of(new AtomicInteger(1), List.of(1), new Object())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> trial.put("odd", odd))
                        .withMessageContaining("a string, a number, a boolean or an enum constant is allowed");
            }
            assertThatIllegalArgumentException().isThrownBy(() -> trial.put(" ", 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trial.put("huge", "x".repeat(100_001)))
                    .withMessageContaining("longer than 100000 characters");
        });
        session.close();

        assertThat(Lab.journal(session)
                        .all(TrialEnd.class)
                        .findFirst()
                        .orElseThrow()
                        .data())
                .isEqualTo(Map.of(
                        "rt",
                        0.5,
                        "answer",
                        "right",
                        "correct",
                        true,
                        "onset",
                        "1744271292116000001",
                        "nothing",
                        "NaN",
                        "side",
                        "LEFT",
                        "key",
                        "f"));
    }

    private enum Side {
        LEFT {
            @Override
            public String toString() {
                return "to the left";
            }
        }
    }

    @Test
    void theStampsOfATrialEncloseItsBody() throws Exception {
        LiveSession session = lab.open(device);
        long[] inside = new long[2];
        long before = session.hostNanos();
        Lab.trial(session, "a", trial -> {
            inside[0] = session.hostNanos();
            inside[1] = session.hostNanos();
        });
        long after = session.hostNanos();
        session.close();

        TrialBegin begin =
                Lab.journal(session).all(TrialBegin.class).findFirst().orElseThrow();
        TrialEnd end = Lab.journal(session).all(TrialEnd.class).findFirst().orElseThrow();
        assertThat(new long[] {before, begin.hostNanos(), inside[0], inside[1], end.hostNanos(), after})
                .isSorted();
        assertThat(begin.widthNanos()).isNotNegative();
        assertThat(end.upperBound()).isFalse();
    }

    @Test
    void aLateEndStampIsIgnoredAndTheEndMarkedAsAnUpperBound() throws Exception {
        LiveSession session = lab.open(device);
        TrialBracket bracket = session.newTrial(Lab.info("a"));
        bracket.arm();
        bracket.stampBegin();
        bracket.finish(Completion.TIMED_OUT, Optional.of("took too long"));
        long after = session.hostNanos();
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
        session.close();

        assertThat(Lab.journal(session).all(TrialEnd.class)).singleElement().satisfies(end -> {
            assertThat(end.upperBound()).isTrue();
            assertThat(end.completion()).isEqualTo("timed out");
            assertThat(end.message()).isEqualTo("took too long");
            assertThat(end.hostNanos()).isLessThanOrEqualTo(after);
        });
    }

    @Test
    void aTrialThatNeverBeginsIsAFaultAndNoTrial() throws Exception {
        LiveSession session = lab.open(device);
        TrialBracket armed = session.newTrial(Lab.info("a"));
        armed.arm();
        armed.finish(Completion.ERROR, Optional.of("no stimulus"));
        TrialBracket unarmed = session.newTrial(Lab.info("b"));
        unarmed.finish(Completion.ABORTED, Optional.empty());
        armed.stampBegin();
        Lab.trial(session, "c", trial -> {});
        session.close();

        Journal journal = Lab.journal(session);
        assertThat(journal.all(TrialBegin.class)).extracting(TrialBegin::trial).containsExactly(3);
        assertThat(journal.all(TrialEnd.class)).extracting(TrialEnd::trial).containsExactly(3);
        assertThat(Lab.faults(journal))
                .containsExactly("trial: trial 1 did not begin: no stimulus", "trial: trial 2 did not begin: aborted");
    }

    @Test
    void aTrialThatIsForgottenDoesNotHoldUpWhatComesAfterIt() throws Exception {
        lab.journalSync = JournalSync.INTERVAL;
        LiveSession session = lab.open(device);
        session.newTrial(Lab.info("a")).arm();
        TrialBracket next = session.newTrial(Lab.info("b"));
        next.arm();
        next.stampBegin();
        next.trial().mark("x");
        next.finish(Completion.COMPLETED, Optional.empty());
        session.close();

        assertThat(device.sent).containsExactly("trial.002.begin", "trial.002.x", "trial.002.end");
        assertThat(Lab.faults(session)).containsExactly("trial: trial 1 was about to begin when the session ended");
    }

    @Test
    void parametersThatFailAreAFaultAndNotTheEndOfTheJournal() throws Exception {
        LiveSession session = lab.open(device);
        TrialBracket bracket = session.newTrial(new TrialInfo("a", "a", () -> {
            throw new IllegalStateException("no text");
        }));
        bracket.arm();
        bracket.stampBegin();
        bracket.finish(Completion.COMPLETED, Optional.empty());
        session.close();

        assertThat(Lab.journal(session).all(TrialBegin.class)).hasSize(1);
        assertThat(Lab.faults(session))
                .singleElement()
                .asString()
                .contains("the parameters of trial 1")
                .contains("no text");
    }

    @Test
    void oddAndHugeParametersAreJournalledByTheirText() throws Exception {
        LiveSession session = lab.open(device);
        TrialBracket bracket = session.newTrial(new TrialInfo(
                "a", "y".repeat(5_000), () -> Map.of("odd", List.of(1, 2), "huge", "x".repeat(2_000_000), "n", 8)));
        bracket.arm();
        bracket.stampBegin();
        bracket.finish(Completion.ERROR, Optional.of("z".repeat(3_000_000)));
        session.close();

        Journal journal = Lab.journal(session);
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.all(TrialBegin.class).findFirst().orElseThrow().parameters())
                .containsEntry("odd", "[1, 2]")
                .containsEntry("n", 8);
        assertThat(journal.all(TrialEnd.class)).hasSize(1);
    }

    @Test
    void nestedBlocksEndFromTheInside() throws Exception {
        LiveSession session = lab.open(device);
        session.beginBlock("outer");
        session.beginBlock("inner");
        Lab.trial(session, "a", trial -> {});
        session.endBlock();
        Lab.trial(session, "b", trial -> {});
        session.endBlock();
        session.endBlock();
        Lab.trial(session, "c", trial -> {});
        session.close();

        Journal journal = Lab.journal(session);
        List<Integer> blocks = new ArrayList<>();
        journal.all(TrialBegin.class).forEach(begin -> blocks.add(begin.block()));
        assertThat(blocks).containsExactly(2, 1, null);
        assertThat(journal.all(JournalRecord.BlockEnd.class))
                .extracting(JournalRecord.BlockEnd::block)
                .containsExactly(2, 1);
    }

    @Test
    void aRerunGoesOnInTheSameFolderWithTheNextAttempt() throws Exception {
        LiveSession first = lab.open(device);
        first.beginBlock("b");
        Lab.trial(first, "a", trial -> trial.mark("x"));
        Lab.trial(first, "b", trial -> trial.mark("x"));
        first.endBlock();
        first.close();
        int burstsBefore = highestBurst(Lab.journal(first));
        LiveSession second = lab.reopen(first, device);
        second.beginBlock("b");
        Lab.trial(second, "b", trial -> trial.mark("x"));
        Lab.trial(second, "c", trial -> trial.mark("x"));
        second.endBlock();
        second.close();

        Journal journal = Lab.journal(first);
        assertThat(second.folder()).isEqualTo(first.folder());
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.all(TrialBegin.class).map(t -> t.trial() + "." + t.attempt() + "@" + t.block()))
                .containsExactly("1.1@1", "2.1@1", "2.2@2", "3.1@2");
        assertThat(Lab.markers(first))
                .doesNotHaveDuplicates()
                .contains("trial.002.x", "trial.002.2.begin", "trial.002.2.x", "trial.003.x", "block.02.begin");
        assertThat(journal.all(MarkerStamped.class).map(MarkerStamped::marker))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(highestBurst(journal)).isGreaterThan(burstsBefore);
        assertThat(journal.all(JournalRecord.SessionEnd.class).map(JournalRecord.SessionEnd::markers))
                .containsExactly(8, 8);
        assertThat(journal.all(JournalRecord.SessionEnd.class).map(JournalRecord.SessionEnd::trials))
                .containsExactly(2, 2);
    }

    @Test
    void aTrialThatNeverBeganKeepsItsIndexInARerunAndGetsTheNextAttempt() throws Exception {
        LiveSession first = lab.open(device);
        first.newTrial(Lab.info("a")).finish(Completion.ERROR, Optional.of("no stimulus"));
        Lab.trial(first, "b", trial -> {});
        first.newTrial(Lab.info("c")).finish(Completion.ABORTED, Optional.empty());
        first.close();
        LiveSession second = lab.reopen(first, device);
        Lab.trial(second, "c", trial -> {});
        Lab.trial(second, "a", trial -> {});
        Lab.trial(second, "d", trial -> {});
        second.close();

        Journal journal = Lab.journal(first);
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.all(TrialNotBegun.class)
                        .map(t -> t.trial() + "." + t.attempt() + " " + t.completion() + " " + t.message()))
                .containsExactly("1.1 error no stimulus", "3.1 aborted null");
        assertThat(journal.all(TrialBegin.class).map(t -> t.trial() + "." + t.attempt()))
                .containsExactly("2.1", "3.2", "1.2", "4.1");
    }

    private static int highestBurst(Journal journal) {
        return journal.all(JournalRecord.Exchanged.class)
                .map(exchange -> Optional.ofNullable(exchange.burst()).orElse(0))
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }
}
