// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * Experiment classes that were run by the Jupiter engine, and what they left in the folder of sessions.
 *
 * @param reported what the engine reported, if it did to us
 * @param directory the folder of all sessions
 */
record Ran(@Nullable EngineExecutionResults reported, Path directory) {

    /** What others have left there. */
    static Ran left(Path directory) {
        return new Ran(null, directory);
    }

    EngineExecutionResults results() {
        return Objects.requireNonNull(reported, "the engine did not report to this");
    }

    /** Settings that make a run short: hardly any waiting at borders. */
    static Map<String, String> quick(Path directory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("trialsync.device", "bench:");
        settings.put("trialsync.directory", directory.toString());
        settings.put("trialsync.sync.interval", "10ms");
        settings.put("trialsync.sync.max-pause", "10ms");
        return settings;
    }

    static Ran in(Path directory, Class<?>... experiments) {
        return with(quick(directory), directory, experiments);
    }

    static Ran with(Map<String, String> settings, Path directory, Class<?>... experiments) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(experiments)
                        .map(DiscoverySelectors::selectClass)
                        .toArray(DiscoverySelector[]::new));
        settings.forEach(kit::configurationParameter);
        return new Ran(kit.execute(), directory);
    }

    /** All session folders, whole or not. */
    List<Path> folders() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(file -> file.getFileName().toString().contains("_run-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        assertThat(folders()).hasSize(1);
        return folders().get(0);
    }

    Journal journal() {
        return journal(folder());
    }

    static Journal journal(Path folder) {
        try {
            Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
            assertThat(journal.damages()).isEmpty();
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the journal of a running session has so many records of a type; its last line may be half written. */
    static void await(Path folder, Class<? extends JournalRecord> type, int times)
            throws IOException, InterruptedException {
        Path journal = folder.resolve(Journal.FILE_NAME);
        for (int i = 0; i < 6_000 && Journal.read(journal).all(type).count() < times; i++) {
            Thread.sleep(10);
        }
        assertThat(Journal.read(journal).all(type).count()).isGreaterThanOrEqualTo(times);
    }

    <T extends JournalRecord> List<T> all(Class<T> type) {
        return journal().all(type).toList();
    }

    List<String> markerNames() {
        return all(MarkerStamped.class).stream().map(MarkerStamped::name).toList();
    }

    List<NamedCsvRecord> trials() {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder().resolve("trials.csv"))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> trialColumn(String name) {
        return trials().stream().map(trial -> trial.getField(name)).toList();
    }

    /** What failed, tests and classes, by the messages. */
    List<String> failures() {
        return results().allEvents().finished().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .toList();
    }

    /** The message of the one failure, which is that of the class, before any trial. */
    String failureBeforeFirstTrial() {
        assertThat(results().testEvents().stream().map(Event::getType)).isEmpty();
        assertThat(results().containerEvents().failed().stream()).hasSize(1);
        assertThat(folders()).isEmpty();
        return failures().get(0);
    }
}
