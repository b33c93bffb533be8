// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example experiment, as it is, against a phone that is 840 ms behind, drifts by 25 ppm and is reached over 3 to 20 ms of
 * Wi-Fi: what the files of the session say is compared with the truth.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisualSearchAcceptanceTests {

    private static final String EXPERIMENT = "io.trialsync.example.VisualSearchExperiment";
    private static final String ADDRESS =
            "observed:invisible?at=1685088812484000000&offset=840ms&drift=25ppm&delay=3ms..20ms&seed=7";
    private static final int TRIALS = 24;
    private static final int GAZE_ROWS = 3385;
    private static final String NEW_COLUMNS = ",host time [ns],uncertainty [ns],earliest [ns],latest [ns],note";

    private RunSession session;
    private String key;
    private Truth truth;
    private Path directory;

    @BeforeAll
    void runTheExample(@TempDir Path folder) throws IOException {
        directory = folder;
        session = RunSession.of(EXPERIMENT, directory.resolve("sessions"), Map.of("trialsync.device", ADDRESS));
        key = session.keys().get(0);
        truth = new Truth(session, key, ObservedProvider.phone(ADDRESS));
    }

    @Test
    void everyTrialIsCompleted() throws IOException {
        List<NamedCsvRecord> trials = session.table("trials.csv");
        assertThat(trials).extracting(trial -> trial.getField("completion")).containsOnly("completed");
        assertThat(trials)
                .extracting(trial -> Integer.valueOf(trial.getField("trial")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, TRIALS).boxed().toList());
        assertThat(trials).extracting(trial -> trial.getField("setSize")).containsOnly("4", "8", "16");
        assertThat(trials).extracting(trial -> trial.getField("simulated")).containsOnly("SIMULATED");
        session.assertNoFaultButOfABusyMachine();
        assertThat(session.journal().damages()).isEmpty();
    }

    @Test
    void everyMarkerHasANameOfItsOwnAndAnAnswer() throws IOException {
        List<NamedCsvRecord> markers = session.table("markers.csv");
        // begin, fixation, letters, response and end
        assertThat(markers).hasSize(5 * TRIALS).hasSameSizeAs(session.all(MarkerStamped.class));
        assertThat(markers)
                .extracting(marker -> marker.getField("name"))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("trial\\.0[0-2]\\d\\.(begin|fixation.on|letters.on|response|end)"));
        assertThat(markers).extracting(marker -> marker.getField("state")).containsOnly("answered");
        assertThat(markers)
                .extracting(marker -> marker.getField("recording id"))
                .doesNotContain("");
    }

    @Test
    void aSimulatedSessionSaysSo() throws IOException {
        assertThat(session.folder().getFileName().toString())
                .isEqualTo("sub-sim_ses-01_task-visualsearch_run-01_SIMULATED");
        JsonNode models =
                JsonMapper.shared().readTree(Files.readString(session.folder().resolve("clock-model.json")));
        assertThat(models.path("simulated").booleanValue()).isTrue();
        assertThat(models.path("devices")
                        .path(key)
                        .path("wall")
                        .path("segments")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theTrueInstantOfEveryDeviceStampLiesWithinItsLimits() throws IOException {
        assertThat(truth.exchangesWithinLimits())
                .isEqualTo(session.all(Exchanged.class).size())
                .isGreaterThan(100);
        assertThat(truth.markersWithinLimits()).isEqualTo(5 * TRIALS);
    }

    @Test
    void theUncertaintyOfDeviceTimesCoversTheTruth() throws IOException {
        Coverage coverage = truth.coverage();
        System.out.println("example, 840 ms, 25 ppm, 3..20 ms, seed 7: " + coverage);
        assertThat(coverage.count()).isEqualTo(2 * TRIALS + 5 * TRIALS);
        assertThat(coverage.share()).as(coverage.toString()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void aRealGazeTableIsPutOnTheHostClockOfTheSession() throws Exception {
        Path gaze = directory.resolve("gaze.csv");
        try (InputStream in = getClass().getResourceAsStream("/invisible-cloud-export/gaze.csv")) {
            Files.copy(in, gaze);
        }
        Path converted = directory.resolve("gaze-host.csv");
        Program convert = Program.run(
                directory,
                "convert",
                "--session",
                directory.resolve("sessions"),
                "--column",
                "timestamp [ns]",
                gaze,
                "--output",
                converted);
        assertThat(convert.exitCode()).as(convert.err()).isZero();
        System.out.println("convert of the real gaze table: " + convert.out().strip());

        String[] before = Files.readString(gaze, StandardCharsets.UTF_8).split("(?<=\n)");
        String[] after = Files.readString(converted, StandardCharsets.UTF_8).split("(?<=\n)");
        assertThat(after).hasSameSizeAs(before).hasSize(1 + GAZE_ROWS);
        assertThat(after[0]).isEqualTo(beforeLineEnd(before[0]) + NEW_COLUMNS + lineEnd(before[0]));
        for (int i = 1; i < after.length; i++) {
            String kept = beforeLineEnd(before[i]);
            assertThat(after[i]).startsWith(kept + ",").endsWith(lineEnd(before[i]));
            assertThat(beforeLineEnd(after[i]).substring(kept.length()))
                    .as("row %d", i)
                    .matches(",\\d{19},\\d+,\\d{19},\\d{19},(extrapolated)?");
        }
    }

    private static String lineEnd(String line) {
        return line.substring(beforeLineEnd(line).length());
    }

    private static String beforeLineEnd(String line) {
        return line.replaceFirst("\r?\n$", "");
    }
}
