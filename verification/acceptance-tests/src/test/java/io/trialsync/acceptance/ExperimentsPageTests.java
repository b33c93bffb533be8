// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.runner.Configuration;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page on experiments shows is what is compiled and run here. */
class ExperimentsPageTests {

    private static final Path PAGE = Path.of("..", "..", "doc", "experiments.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/trialsync/acceptance/examples");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\w+)\\.java, (\\w+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE)).results().toList();
    }

    private static String region(String source, String name) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(source + ".java"));
        String begin = "// region " + name + "\n";
        assertThat(text).as("%s.java", source).contains(begin);
        String region = text.substring(text.indexOf(begin) + begin.length());
        return region.substring(0, region.lastIndexOf('\n', region.indexOf("// endregion")) + 1)
                        .stripTrailing()
                        .stripIndent()
                + "\n";
    }

    @Test
    void everyBlockOfJavaIsARegionOfAnExample() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(5);
        for (MatchResult block : blocks()) {
            assertThat(block.group(1)).as("source of %s", block.group(3)).isNotNull();
            assertThat(block.group(3)).isEqualTo(region(block.group(1), block.group(2)));
        }
    }

    @Test
    void everyExampleIsOnThePage() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .filter(name -> !name.equals("package-info") && !name.equals("Screen")))
                    .containsExactlyInAnyOrderElementsOf(
                            blocks().stream().map(block -> block.group(1)).toList());
        }
    }

    @Test
    void everySettingOnThePageIsThere() throws IOException, IllegalAccessException {
        List<String> keys = new ArrayList<>();
        for (Field field : Configuration.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                keys.add(String.valueOf(field.get(null)));
            }
        }
        List<String> named = Pattern.compile("-D(trialsync[.a-z-]+)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(key -> key.group(1))
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(keys);
    }

    private RunSession run(String example, String... settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("trialsync.sync.max-pause", "100ms"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return RunSession.of("io.trialsync.acceptance.examples." + example, directory, all);
    }

    private static List<String> column(RunSession session, String name) throws IOException {
        return session.table("trials.csv").stream()
                .map(trial -> trial.getField(name))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ReactionExperiment, 5, key",
        "SearchExperiment, 12, setSize",
        "PicturesExperiment, 3, kind",
        "ForeperiodExperiment, 4, foreperiod [ms]",
        "NoiseExperiment, 6, text"
    })
    void everyExampleRunsWithoutHardware(String example, int trials, String column) throws IOException {
        RunSession session = run(example);
        assertThat(column(session, "completion")).hasSize(trials).containsOnly("completed");
        assertThat(column(session, column)).anyMatch(value -> !value.isEmpty());
        assertThat(session.folder().getFileName().toString()).endsWith("_SIMULATED");
    }

    @ParameterizedTest
    @CsvSource({"P01, Quiet Music", "P02, Music Quiet", "P03, Quiet Music"})
    void theBlocksOfTheExampleAreCounterbalanced(String participant, String order) throws IOException {
        RunSession session = run("NoiseExperiment", "trialsync.participant", participant);
        assertThat(session.all(BlockBegin.class).stream().map(BlockBegin::name)).containsExactly(order.split(" "));
        assertThat(column(session, "block").subList(0, 2)).as("practice").containsOnly("");
    }

    @Test
    void theAbortedTrialsOfTheExampleArePutBack() throws IOException {
        RunSession session = run("FixationExperiment");
        List<NamedCsvRecord> trials = session.table("trials.csv");
        assertThat(trials)
                .extracting(trial ->
                        trial.getField("trial") + " " + trial.getField("attempt") + " " + trial.getField("completion"))
                .containsExactlyInAnyOrder("1 1 aborted", "2 1 aborted", "1 2 completed", "2 2 completed");
    }

    @Test
    void aSeedThatIsTheParticipantsGivesAnOrderThatCanBeRepeated() throws IOException {
        RunSession first = run("SearchExperiment", "trialsync.participant", "P07");
        String seed = String.valueOf(
                first.all(SessionStart.class).get(0).configuration().get("trialsync.seed"));
        directory = Files.createDirectory(directory.resolve("again"));
        RunSession again = run("SearchExperiment", "trialsync.participant", "P08", "trialsync.seed", seed);
        assertThat(column(again, "display name")).isEqualTo(column(first, "display name"));
    }

    @Test
    void theScriptRunsEachParticipantInAFolderOfTheirOwn() throws ReflectiveOperationException {
        Class<?> script = Class.forName("io.trialsync.acceptance.examples.Script");
        Class<?> experiment = Class.forName("io.trialsync.acceptance.examples.FixationExperiment");
        Method failures = script.getDeclaredMethod("failures", Class.class, List.class, Path.class);
        failures.setAccessible(true);
        assertThat(failures.invoke(null, experiment, List.of("P01", "P02"), directory))
                .isEqualTo(0L);
        assertThat(Arrays.asList(directory.toFile().list())).containsExactlyInAnyOrder("sub-P01", "sub-P02");
    }
}
