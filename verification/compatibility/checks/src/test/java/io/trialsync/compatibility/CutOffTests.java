// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SessionAlignment;
import io.trialsync.align.TrialTable;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.runner.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fork of Surefire that exits in the middle of a trial, for which Surefire fails any build; so it has one of its own. */
class CutOffTests {

    private static final String COMPATIBILITY = "verification/compatibility/";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"junit, 3.5.6", "junit, 3.6.1", "testng, 3.5.6", "testng, 3.6.1"})
    void aSessionWhoseJvmExitsCanBeReadAndAligned(String framework, String surefire) throws Exception {
        Path project = Files.createDirectory(directory.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), pom(framework, surefire));
        NestedMaven.Result result = repository()
                .run(
                        project,
                        "org.apache.maven.plugins:maven-surefire-plugin:" + surefire + ":test",
                        "-Dtrialsync.device=bench:" + directory.resolve("device.log"));
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(result.output()).contains("VM terminated without properly saying goodbye");

        assertThat(directory.resolve("device.log")).hasContent("opened");
        List<Path> sessions = Repository.sessions(project.resolve("sessions"));
        assertThat(sessions).hasSize(1);
        requireThreeTrials(sessions.get(0));
    }

    private static void requireThreeTrials(Path folder) throws IOException {
        Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        assertThat(journal.all(TrialBegin.class).map(TrialBegin::trial)).containsExactly(1, 2, 3);
        assertThat(journal.all(SessionEnd.class)).isEmpty();

        SessionAlignment alignment = ExperimentRun.align(folder, Estimators.standard());
        assertThat(TrialTable.of(alignment)).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("trials.csv"))).hasSize(4);
    }

    private NestedMaven repository() throws IOException {
        NestedMaven maven = new NestedMaven(directory.resolve("local-repository"));
        maven.install("pom.xml", "trialsync-parent");
        maven.install(COMPATIBILITY + "pom.xml", "compatibility");
        for (String module : List.of("runner-core", "junit-extension", "testng-listener")) {
            maven.install(module + "/pom.xml", module);
        }
        for (String framework : List.of("junit", "testng")) {
            maven.install(
                    COMPATIBILITY + framework + "-experiments/pom.xml", "compatibility-" + framework + "-experiments");
        }
        return maven;
    }

    private static String pom(String framework, String surefire) throws Exception {
        Map<String, String> versions = Poms.properties(Repository.root().resolve("pom.xml"));
        boolean junit = framework.equals("junit");
        String engine =
                "<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>"
                        + versions.get("junit.version") + "</version></dependency>";
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>lab</groupId>
                  <artifactId>cut-off</artifactId>
                  <version>1</version>
                  <dependencies>
                    <dependency>
                      <!-- the version of TrialSync's own build: TestNG names an older one, which a new repository lacks -->
                      <groupId>org.slf4j</groupId>
                      <artifactId>slf4j-api</artifactId>
                      <version>%6$s</version>
                    </dependency>
                    <dependency>
                      <groupId>io.trialsync</groupId>
                      <artifactId>compatibility-%1$s-experiments</artifactId>
                      <version>%2$s</version>
                    </dependency>
                    <dependency>
                      <groupId>io.trialsync</groupId>
                      <artifactId>%3$s</artifactId>
                      <version>%2$s</version>
                      <type>test-jar</type>
                    </dependency>
                    %4$s
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-surefire-plugin</artifactId>
                        <version>%5$s</version>
                        <configuration>
                          <includes>
                            <include>**/ExitingExperiment.java</include>
                          </includes>
                          <dependenciesToScan>
                            <dependency>io.trialsync:compatibility-%1$s-experiments</dependency>
                          </dependenciesToScan>
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(
                        framework,
                        versions.get("project.version"),
                        junit ? "junit-extension" : "testng-listener",
                        junit ? engine : "",
                        surefire,
                        versions.get("slf4j.version"));
    }
}
