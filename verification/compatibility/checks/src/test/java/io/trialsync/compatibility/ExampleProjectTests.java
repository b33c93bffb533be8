// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.TrialEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a project of a user's own: its folder is copied somewhere else, and Maven is called there. */
class ExampleProjectTests {

    private static final List<String> WHAT_IT_NEEDS = List.of("runner-core", "junit-extension", "device-simulator");

    @TempDir
    Path directory;

    @Test
    void theExamplesPomStandsAloneAndNamesTheVersionsOfTheParent() throws Exception {
        Path example = Repository.root().resolve("example-experiment/pom.xml");
        assertThat(Poms.read(example).getElementsByTagName("parent").getLength())
                .isZero();
        Map<String, String> parent = Poms.properties(Repository.root().resolve("pom.xml"));
        Map<String, String> own = Poms.properties(example);
        assertThat(own)
                .containsEntry("trialsync.version", parent.get("project.version"))
                .containsEntry("project.version", parent.get("project.version"));
        own.remove("trialsync.version");
        assertThat(parent).containsAllEntriesOf(own);
    }

    @Test
    void theExampleRunsAsAProjectOfItsOwnOutsideOfTheRepository() throws Exception {
        Path project = directory.resolve("my-experiment");
        copyProject(Repository.root().resolve("example-experiment"), project);
        NestedMaven maven = new NestedMaven(directory.resolve("local-repository"));
        maven.install("pom.xml", "trialsync-parent");
        for (String module : WHAT_IT_NEEDS) {
            maven.install(module + "/pom.xml", module);
        }

        NestedMaven.Result result = maven.run(project, "test");
        assertThat(result.exitCode()).as(result.output()).isZero();

        List<Path> sessions = Repository.sessions(project.resolve("sessions"));
        assertThat(sessions).hasSize(1);
        Journal journal = Journal.read(sessions.get(0).resolve(Journal.FILE_NAME));
        assertThat(journal.all(TrialEnd.class).map(TrialEnd::completion))
                .hasSize(24)
                .containsOnly("completed");
        assertThat(Files.readAllLines(sessions.get(0).resolve("trials.csv"))).hasSize(25);
    }

    /** What a version control system would copy. */
    private static void copyProject(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.startsWith("target") && !relative.startsWith("sessions")) {
                    NestedMaven.copy(file, to.resolve(relative));
                }
            }
        }
    }
}
