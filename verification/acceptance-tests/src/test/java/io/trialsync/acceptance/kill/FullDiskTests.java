// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.journal.JournalRecord.TrialEnd;
import io.trialsync.runner.ExperimentRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A journal that can grow no further: the system refuses files of more than 48 KiB, as a full disk would. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the limit is set by a shell of Unix")
class FullDiskTests {

    @TempDir
    Path directory;

    @Test
    void theExperimentStopsBeforeTheNextTrialAndTheJournalIsReadable() throws Exception {
        try (ChildRun child =
                ChildRun.start(directory, "simulated:neon?offset=840ms&delay=1ms..2ms&seed=3", "ulimit -f 48; ")) {
            child.awaitEnd();
            assertThat(child.said())
                    .as("the trial that could not begin")
                    .anyMatch(line -> line.contains("journal.jsonl cannot be written any more: File too large"));
            assertThat(child.said())
                    .as("the ones behind it")
                    .anyMatch(line -> line.startsWith("skipped") && line.contains("cannot be written any more"));

            Path folder = child.folder().orElseThrow();
            Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
            assertThat(journal.damages()).hasSizeLessThanOrEqualTo(1);
            // the last trial was over before its end could be kept
            assertThat(journal.all(TrialEnd.class).count()).isGreaterThanOrEqualTo(child.trialsOver() - 1);
            assertThat(journal.all(TrialBegin.class)).isNotEmpty();
            assertThat(ExperimentRun.align(folder, Estimators.standard()).devices())
                    .hasSize(1);
        }
    }
}
