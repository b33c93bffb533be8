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

    @Test
    void samplesAreLeftOutIfAskedFor() throws IOException {
        Path session = session();
        Files.createDirectory(session.resolve("streams"));
        Files.writeString(session.resolve("streams/neon-f6c3-gaze.csv"), "timestamp [ns]\n1\n");
        Path copy = folder.resolve("copy");
        Path without = folder.resolve("without");

        ProgramRun share = ProgramRun.of("share", session, "--output", copy);
        ProgramRun shareWithout = ProgramRun.of("share", session, "--output", without, "--without-streams");

        assertThat(share.out()).contains("still in it: gaze and IMU samples");
        assertThat(copy.resolve("streams/neon-f6c3-gaze.csv")).exists();
        assertThat(shareWithout.exitCode()).as(shareWithout.err()).isZero();
        assertThat(shareWithout.out()).doesNotContain("still in it: gaze");
        assertThat(without.resolve("streams")).doesNotExist();
    }

    @Test
    void theNamesOfThisComputerAndItsUserAreKnown() {
        assertThat(OwnNames.ofThisComputer()).contains(System.getProperty("user.name"));
    }

    @Test
    void whatIsLeftOfABrokenShareIsALine() throws IOException {
        Path part = Files.writeString(folder.resolve("copy.zip.part"), "half");

        ProgramRun share = ProgramRun.of("share", session(), "--output", folder.resolve("copy.zip"));

        assertThat(share.exitCode()).isEqualTo(1);
        assertThat(share.err())
                .startsWith("trialsync: " + part + ": is left of a share")
                .hasLineCount(1);
    }
}
