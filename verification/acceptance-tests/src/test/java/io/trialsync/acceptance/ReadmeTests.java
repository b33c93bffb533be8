// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ReadmeTests {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theExperimentInTheReadmeIsTheOneThatIsCompiledHere() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/trialsync/acceptance/SimpleReactionExperiment.java"));
        String fromImports = source.substring(source.indexOf("import "));

        assertThat(experimentInReadme()).isEqualTo(fromImports);
    }

    @Test
    void theExperimentInTheReadmeWithItsImportsIsAClassOfLessThanFortyLines() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("src/test/java/io/trialsync/acceptance/SimpleReactionExperiment.java"));

        assertThat(lines).hasSizeLessThan(40);
    }

    @Test
    void theExperimentInTheReadmeRuns(@TempDir Path directory) throws IOException {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SimpleReactionExperiment.class))
                .configurationParameter("trialsync.directory", directory.toString())
                .execute();

        assertThat(results.allEvents().failed().list()).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(5);

        Path folder = directory.resolve("sub-sim/ses-01/sub-sim_ses-01_task-simplereaction_run-01_SIMULATED");
        assertThat(folder.resolve("journal.jsonl")).isNotEmptyFile();
        assertThat(folder.resolve("clock-model.json")).isNotEmptyFile();
        assertThat(folder.resolve("markers.csv")).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("trials.csv")))
                .hasSize(6)
                .first()
                .asString()
                .contains("reaction time [ms]");
    }

    private static String experimentInReadme() throws IOException {
        Matcher matcher = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(matcher.find()).as("the README holds a Java block").isTrue();
        return matcher.group(1);
    }
}
