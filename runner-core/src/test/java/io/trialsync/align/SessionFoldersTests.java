// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    private Path session(String name, long writtenMillis) throws IOException {
        Path session = Files.createDirectories(folder.resolve(name));
        Path journal = Files.writeString(session.resolve("journal.jsonl"), "");
        Files.setLastModifiedTime(journal, FileTime.fromMillis(writtenMillis));
        return session;
    }
}
