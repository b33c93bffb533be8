// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFoldersTests {

    @TempDir
    Path folder;

    @Test
    void takesASessionFolderItself() throws IOException {
        Path session = session("sub-P07_ses-01_task-search_run-01", 1);
        assertThat(SessionFolders.newest(session)).isEqualTo(session);
    }

    @Test
    void takesTheNewestOfAFolderOfSessions() throws IOException {
        session("sub-P07/ses-01/sub-P07_ses-01_task-search_run-02", 1_000);
        Path newest = session("sub-P07/ses-01/sub-P07_ses-01_task-search_run-01", 3_000);
        session("sub-P08/ses-01/sub-P08_ses-01_task-search_run-01", 2_000);
        assertThat(SessionFolders.newest(folder)).isEqualTo(newest);
        assertThat(SessionFolders.newest(folder.resolve("sub-P07"))).isEqualTo(newest);
    }

    @Test
    void saysWhatIsNoSessionFolder() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> SessionFolders.newest(missing))
                .isInstanceOf(AlignmentException.class)
                .hasMessage(missing + ": is not a session folder: no such folder");
        Path file = Files.writeString(folder.resolve("journal.txt"), "");
        assertThatThrownBy(() -> SessionFolders.newest(file)).hasMessage(file + ": is not a session folder but a file");
        assertThatThrownBy(() -> SessionFolders.newest(folder))
                .hasMessage(folder + ": is not a session folder: there is no journal.jsonl in it or below it");
    }

    private Path session(String name, long startNanos) throws IOException {
        Path session = Files.createDirectories(folder.resolve(name));
        try (JournalWriter journal = JournalWriter.create(session.resolve(Journal.FILE_NAME))) {
            journal.append(new JournalRecord.SessionStart(
                    JournalRecord.FORMAT,
                    "test",
                    "Experiment",
                    "P07",
                    "01",
                    "search",
                    1,
                    false,
                    Map.of(),
                    Map.of(),
                    startNanos));
        }
        return session;
    }
}
