// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.align.AlignmentException;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Estimators;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.Devices;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.session.Completion;
import io.trialsync.session.MarkerSource;
import io.trialsync.session.TestDevice;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Criteria and declared delays, from the configuration to the tables. */
class PoliciesTests {

    private static final DeviceProvider IN_MEMORY = new DeviceProvider() {
        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String example() {
            return "test:x";
        }

        @Override
        public Device open(DeviceAddress address, DeviceContext context) {
            return new TestDevice(address.place(), true, System::nanoTime);
        }
    };

    @TempDir
    Path directory;

    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> progress = new ArrayList<>();
    private final RunnerContext context = new RunnerContext();

    @BeforeEach
    void configure() {
        parameters.put("trialsync.device", "test:a41fe4fe2bccf6c3");
        parameters.put("trialsync.directory", directory.toString());
        parameters.put("trialsync.sync.interval", "10ms");
        parameters.put("trialsync.sync.max-pause", "100ms");
    }

    @AfterEach
    void closeTheLinks() {
        context.close();
    }

    private RunSummary run(String... trials) throws IOException {
        return run(trial -> {}, trials);
    }

    private RunSummary run(Consumer<Trial> body, String... trials) throws IOException {
        ExperimentRun run = ExperimentRun.start(
                new Configuration("lab.SearchExperiment", key -> Optional.ofNullable(parameters.get(key)), Map.of()),
                new Devices(List.of(IN_MEMORY)),
                context,
                progress::add);
        for (String id : trials) {
            TrialBracket bracket = run.newTrial(new TrialInfo(id, id, Map::of));
            bracket.arm();
            bracket.stampBegin();
            body.accept(bracket.trial());
            bracket.stampEnd();
            bracket.finish(Completion.COMPLETED, Optional.empty());
        }
        return run.finish();
    }

    private static RunSummary alignedBy(Path folder, String within) {
        return RunSummary.of(ExperimentRun.align(
                folder, Estimators.standard(), Declared.none(), OptionalLong.of(Long.parseLong(within))));
    }

    private static List<String> column(Path folder, String table, String name) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(table))) {
            return csv.stream().map(row -> row.getField(name)).toList();
        }
    }

    private static JsonNode models(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("clock-model.json")));
    }

    @Test
    void trialsAreJudgedByTheCriterionThatWasJournalledBeforeThem() throws IOException {
        parameters.put("trialsync.criterion", "1s");
        RunSummary summary = run("a", "b");
        Path folder = summary.alignment().folder();

        assertThat(summary.lines()).contains("  2 of 2 trials within 1.00 s");
        assertThat(column(folder, "trials.csv", "sync_ok")).containsExactly("true", "true");
        assertThat(column(folder, "trials.csv", "sync_note")).containsExactly("", "");
        assertThat(models(folder).path("criterion").path("within_ns").asString())
                .isEqualTo("1000000000");
        assertThat(models(folder).path("criterion").path("included").asInt()).isEqualTo(2);
        assertThat(models(folder).path("criterion").has("note")).isFalse();
    }

    @Test
    void aCriterionThatNoClockMeetsExcludesAllAndIsWarnedOfOnce() throws IOException {
        parameters.put("trialsync.criterion", "1ns");
        RunSummary summary = run("a", "b", "c");

        assertThat(summary.lines()).contains("  0 of 3 trials within 1 ns");
        assertThat(column(summary.alignment().folder(), "trials.csv", "sync_ok"))
                .containsOnly("false");
        assertThat(summary.alignment()
                        .journal()
                        .all(Fault.class)
                        .filter(fault -> fault.what().equals("clock")))
                .hasSize(1);
        assertThat(progress.stream().filter(line -> line.contains("are to be within 1 ns")))
                .hasSize(1);
    }

    @Test
    void aCriterionOfLaterJudgesAndSaysThatItIsOne() throws IOException {
        parameters.put("trialsync.criterion", "1s");
        Path folder = run("a").alignment().folder();
        RunSummary changed = alignedBy(folder, "1");
        String note = "criterion changed after data collection: it was 1.00 s";

        assertThat(changed.lines()).contains("  0 of 1 trial within 1 ns; " + note);
        assertThat(column(folder, "trials.csv", "sync_ok")).containsExactly("false");
        assertThat(column(folder, "trials.csv", "sync_note")).containsExactly(note);
        assertThat(models(folder).path("criterion").path("note").asString()).isEqualTo(note);
        assertThat(models(folder).path("criterion").path("planned_ns").asString())
                .isEqualTo("1000000000");

        assertThat(alignedBy(folder, "1000000000").lines()).contains("  1 of 1 trial within 1.00 s");
        ExperimentRun.align(folder, Estimators.standard());
        assertThat(column(folder, "trials.csv", "sync_note")).containsExactly("");
    }

    @Test
    void aRerunWithAnotherCriterionChangesItForAllTrials() throws IOException {
        run("a");
        parameters.put("trialsync.criterion", "1s");
        RunSummary rerun = run("a", "b");

        assertThat(rerun.lines())
                .contains("  3 of 3 trials within 1.00 s; criterion changed after data collection: there was none");
    }

    @Test
    void withoutACriterionTheColumnIsEmpty() throws IOException {
        Path folder = run("a").alignment().folder();

        assertThat(column(folder, "trials.csv", "sync_ok")).containsExactly("");
        assertThat(models(folder).has("criterion")).isFalse();
    }

    @Test
    void aTrialWithoutAnEndCannotBeJudged() throws IOException {
        parameters.put("trialsync.criterion", "1s");
        Path folder = run("a").alignment().folder();
        Path journal = folder.resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        Files.write(
                journal,
                lines.stream().filter(line -> !line.contains("\"trial-end\"")).toList());
        RunSummary summary = RunSummary.of(ExperimentRun.align(folder, Estimators.standard()));

        assertThat(summary.lines()).anyMatch(line -> line.contains("0 of 1 trial within 1.00 s, 1 CANNOT BE JUDGED"));
        assertThat(column(folder, "trials.csv", "sync_ok")).containsExactly("");
        assertThat(column(folder, "trials.csv", "sync_note")).containsExactly("the trial has no end");
    }

    @Test
    void aDisplayDelayGivesCallsAndFlipsAnOnsetAndChangesNothingElse() throws IOException {
        parameters.put("trialsync.delay.display", "17ms");
        parameters.put("trialsync.delay.stream", "8ms");
        Path folder = run(
                        trial -> {
                            long host = trial.mark("call");
                            trial.markAt("flip", host, 0, MarkerSource.FLIP);
                            trial.markAt("light", host, 0, MarkerSource.PHOTODIODE);
                        },
                        "a")
                .alignment()
                .folder();

        List<String> names = column(folder, "markers.csv", "name");
        List<String> hosts = column(folder, "markers.csv", "host time [ns]");
        List<String> onsets = column(folder, "markers.csv", "display onset [ns]");
        assertThat(onsets).hasSize(5);
        for (int i = 0; i < names.size(); i++) {
            String expected = names.get(i).endsWith("light") ? "" : "" + (Long.parseLong(hosts.get(i)) + 17_000_000);
            assertThat(onsets.get(i)).as(names.get(i)).isEqualTo(expected);
        }
        JsonNode delays = models(folder).path("delays");
        assertThat(delays.size()).isEqualTo(2);
        assertThat(delays.path(0).path("state").asString()).isEqualTo("declared");
        assertThat(delays.path(0).path("assumption").asString()).contains("17.0 ms", "display onset [ns]");
        assertThat(delays.path(1).path("assumption").asString()).contains("8.00 ms", "stream delay [ns]");
    }

    @Test
    void withoutADeclaredDelayThereIsNoSuchColumn() throws IOException {
        Path folder = run("a").alignment().folder();

        assertThat(Files.readAllLines(folder.resolve("markers.csv")).get(0)).doesNotContain("display onset");
        assertThat(models(folder).has("delays")).isFalse();
    }

    @Test
    void anAlignmentThatFailsLeavesTheTablesAsTheyAre() throws IOException {
        Path folder = run("a").alignment().folder();
        byte[] before = Files.readAllBytes(folder.resolve("trials.csv"));
        Files.write(folder.resolve(Journal.FILE_NAME), new byte[0]);

        assertThatThrownBy(() -> alignedBy(folder, "1")).isInstanceOf(AlignmentException.class);
        assertThat(folder.resolve("trials.csv")).hasBinaryContent(before);
    }
}
