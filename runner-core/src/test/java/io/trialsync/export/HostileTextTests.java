// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.WrittenJournal;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a device or a journal reaches neither a spreadsheet as a formula nor a terminal as a command. */
class HostileTextTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"})
    void aTextThatLooksLikeAFormulaIsNone(String text) {
        assertThat(FormulaGuard.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-0.512000", "+1e-7", "target", "", "a=b"})
    void numbersAndWordsStayAsTheyAre(String text) {
        assertThat(FormulaGuard.guarded(text)).isEqualTo(text);
    }

    @Test
    void aHostileSessionHasHarmlessTablesAndAHarmlessSummary() throws IOException {
        List<JournalRecord> records = new ArrayList<>(WrittenJournal.records(8));
        String evil = "=HYPERLINK(\"http://x\")\u001b[2J\u009b1m";
        records.add(new JournalRecord.TrialBegin(9, 1, null, null, evil, evil, Map.of("=p", evil), 5, 0));
        records.add(new JournalRecord.TrialEnd(9, 1, "error", evil, Map.of("@d", "+1+1"), false, 6, 0));
        records.add(new JournalRecord.MarkerStamped(9, "@evil", 9, 1, 0, evil, 5));
        records.add(new JournalRecord.Fault(null, evil, null, evil, 5));
        WrittenJournal.write(folder.resolve(Journal.FILE_NAME), records);

        SessionAlignment session = ExperimentRun.align(folder, Estimators.standard());

        for (String table : List.of(SessionTables.TRIALS, SessionTables.MARKERS)) {
            assertThat(Files.readString(folder.resolve(table)))
                    .doesNotContainPattern("(?m)(^|,)\"?[=@\\t\\r]")
                    .doesNotContainPattern("(?m)(^|,)\"?[+-](?![0-9.]+(,|$))");
        }
        assertThat(RunSummary.of(session).lines())
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
}
