// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShareCommandTests {

    private static final long START = 1_685_088_812_000_000_000L;

    @TempDir
    Path folder;

    private Path session() throws IOException {
        Path session = folder.resolve("session");
        try (WrittenSession written = WrittenSession.in(session, START)) {
            written.device("neon-f6c3");
            written.tenExchanges("neon-f6c3", START, 840_000_000);
            written.trial(START, START + 1_000_000_000);
        }
        return session;
    }

    @Test
    void aCopyIsWrittenAndWhatIsRemovedAndLeftIsListed() throws IOException {
        Path copy = folder.resolve("copy");

        ProgramRun share = ProgramRun.of("share", session(), "--output", copy);

        assertThat(share.exitCode()).as(share.err()).isZero();
        assertThat(share.out()).contains("removed: 1 x address of a device", "still in it: labels of participant");
        assertThat(ProgramRun.of("align", copy).exitCode()).isZero();
    }

    @Test
    void theListIsAlsoThereAsJson() throws IOException {
        Path zip = folder.resolve("copy.zip");

        ProgramRun share = ProgramRun.of("share", session(), "--output", zip, "--json");

        JsonNode json = new JsonMapper().readTree(share.out());
        assertThat(json.get("output").asString()).isEqualTo(zip.toString());
        assertThat(json.get("removed").size()).isPositive();
        assertThat(json.get("kept").size()).isPositive();
        assertThat(zip).isNotEmptyFile();
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));

        ProgramRun share = ProgramRun.of("share", session(), "--output", copy);

        assertThat(share.exitCode()).isEqualTo(1);
        assertThat(share.err())
                .startsWith("trialsync: " + copy + ": is there already")
                .hasLineCount(1);
        assertThat(copy).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNoSessionIsRefusedInALine() {
        ProgramRun share = ProgramRun.of("share", folder);

        assertThat(share.exitCode()).isEqualTo(1);
        assertThat(share.err()).contains("is not a session folder").hasLineCount(1);
    }
}
