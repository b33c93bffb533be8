// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.export.SessionTables;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.journal.TrialArmed;
import io.trialsync.journal.WrittenJournal;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose journal is cut off or damaged is aligned by what is left, and says what is not. */
class DamagedSessionTests {

    private static final int CUTS = 200;
    private static final long SEED = Long.getLong("trialsync.fuzz.seed", 6);

    @TempDir
    Path folder;

    private final List<JournalRecord> records = WrittenJournal.records(40);

    @Test
    void aSessionCutAnywhereIsAlignedByWhatIsLeftAndItsJournalNotTouched() throws IOException {
        WrittenJournal.write(journal(), records);
        byte[] whole = Files.readAllBytes(journal());
        Random random = new Random(SEED);
        int aligned = 0;
        for (int i = 0; i < CUTS; i++) {
            byte[] cut = Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
            Files.write(journal(), cut);
            String where = "seed " + SEED + ", cut at byte " + cut.length;
            try {
                SessionAlignment session = align();
                assertThat(SessionLosses.of(session)).as(where).contains(NO_END);
                aligned += fitted(session) ? 1 : 0;
                assertThat(folder.resolve(SessionTables.MARKERS)).as(where).exists();
                assertThat(fitted(session))
                        .as(where)
                        .isEqualTo(session.journal()
                                        .all(JournalRecord.Exchanged.class)
                                        .count()
                                >= 2);
            } catch (AlignmentException e) {
                assertThat(cut).as(where).doesNotContain('\n');
                assertThat(e).as(where).hasMessageContaining("holds no line that can be read");
            }
            assertThat(journal()).as(where).hasBinaryContent(cut);
        }
        assertThat(aligned).isGreaterThan(CUTS / 2);
    }

    @Test
    void aSessionWithAChangedByteIsAlignedByTheOtherLines() throws IOException {
        WrittenJournal.write(journal(), records);
        byte[] whole = Files.readAllBytes(journal());
        Random random = new Random(SEED);
        for (int i = 0; i < CUTS / 4; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(whole.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(journal(), changed);

            SessionAlignment session = SessionAlignment.read(folder);

            assertThat(fitted(session)).as("seed %d, byte %d", SEED, at).isTrue();
            assertThat(SessionLosses.of(session))
                    .as("seed %d, byte %d", SEED, at)
                    .isNotEmpty();
        }
    }

    private static final String NO_END = "the session did not end in order: the journal has no end of it";

    @Test
    void aSessionThatEndedInOrderHasNoLosses() throws IOException {
        WrittenJournal.write(journal(), records);

        assertThat(SessionLosses.of(align())).isEmpty();
    }

    @Test
    void aRerunThatWasKilledDidNotEndInOrder() throws IOException {
        List<JournalRecord> rerun = new ArrayList<>(records);
        rerun.add(records.get(0));
        WrittenJournal.write(journal(), rerun);

        assertThat(SessionLosses.of(align())).containsExactly(NO_END);
    }

    @Test
    void aTrialWithoutAnEndAndAMarkerWithoutAnAnswerAreNamed() throws IOException {
        write(record -> !(record instanceof TrialEnd end && end.trial() == 10)
                && !(record instanceof MarkerAnswered answer && answer.marker() == 10)
                && !(record instanceof SessionEnd));

        assertThat(SessionLosses.of(align()))
                .containsExactly(NO_END, "trials without an end: 10", "markers that neon-f6c3 has not answered: 10");
    }

    @Test
    void aTrialThatWasAboutToBeginIsNamed() throws IOException {
        List<JournalRecord> killed = new ArrayList<>(records.subList(0, records.size() - 1));
        killed.add(new TrialArmed(10, 1, 5));
        killed.add(new TrialArmed(11, 2, 5));
        WrittenJournal.write(journal(), killed);

        assertThat(SessionLosses.of(align()))
                .containsExactly(
                        NO_END, "trials that were about to begin, and of which nothing else is known: 11 (attempt 2)");
    }

    @Test
    void whatATrialStoredIsInTheTableAlsoIfItsBeginIsLost() throws IOException {
        write(record -> !(record instanceof TrialBegin begin && begin.trial() == 3)
                && !(record instanceof MarkerStamped marker && marker.marker() == 3));

        assertThat(SessionLosses.of(align()))
                .containsExactly(
                        "trials whose begin is lost: 3", "markers that were sent and whose own line is lost: 3");
        assertThat(Files.readAllLines(folder.resolve(SessionTables.TRIALS)))
                .hasSize(11)
                .filteredOn(row -> row.startsWith("3,"))
                .singleElement()
                .asString()
                .contains("completed,the line of its begin is lost", "0.512");
    }

    @Test
    void theSummaryCountsWhatTheTablesHaveAndWhatTheyCannotHave() throws IOException {
        write(record -> !(record instanceof TrialBegin begin && begin.trial() == 3)
                && !(record instanceof TrialEnd end && end.trial() == 5)
                && !(record instanceof MarkerStamped marker && marker.marker() == 3));

        SessionAlignment session = align();

        assertThat(RunSummary.of(session).lines())
                .contains(
                        "  10 trials: 9 completed, 1 not ended, 1 with a lost begin; 9 markers, 9 answered, and 1 marker"
                                + " whose own line is lost")
                .contains("  8 of 10 trials within 20.0 ms, 2 CANNOT BE JUDGED (sync_note in trials.csv)");
        assertThat(Files.readAllLines(folder.resolve(SessionTables.TRIALS))).hasSize(1 + 10);
        assertThat(Files.readAllLines(folder.resolve(SessionTables.MARKERS))).hasSize(1 + 9);
    }

    @Test
    void aDeviceWhoseLineIsLostIsFittedWithTheWidestLimits() throws IOException {
        WrittenJournal.write(journal(), records);
        ClockModel described = wall(align());
        Files.delete(journal());
        write(record -> !(record instanceof DeviceOpened));

        SessionAlignment session = align();

        assertThat(SessionLosses.of(session))
                .containsExactly("the line that describes neon-f6c3 is lost; its clocks are taken to round their stamps"
                        + " in a way that is not known");
        assertThat(wall(session).segments().get(0).knots())
                .isEqualTo(described.segments().get(0).knots());
        assertThat(Files.readAllLines(folder.resolve(SessionTables.MARKERS))).hasSize(11);
    }

    private void write(Predicate<JournalRecord> kept) throws IOException {
        WrittenJournal.write(journal(), records.stream().filter(kept).toList());
    }

    private Path journal() {
        return folder.resolve(Journal.FILE_NAME);
    }

    private SessionAlignment align() {
        return ExperimentRun.align(folder, Estimators.standard());
    }

    private static ClockModel wall(SessionAlignment session) {
        return session.devices().values().stream()
                .map(AlignedDevice.Fitted.class::cast)
                .findFirst()
                .orElseThrow()
                .wall();
    }

    private static boolean fitted(SessionAlignment session) {
        return session.devices().get(WrittenJournal.DEVICE) instanceof AlignedDevice.Fitted;
    }
}
