// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that says that nothing was lost must be able to say the contrary. */
class LossTests {

    private static final long MEBIBYTE = 1 << 20;
    private static final StreamRows STREAM = new StreamRows(1000, 0);

    @TempDir
    Path directory;

    @Test
    void aHeapThatGrowsSlowlyAndForeverIsNotFlat() {
        assertThat(figures(LongStream.range(0, 24).map(i -> (20 + i) * MEBIBYTE))
                        .grown())
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith(
                                "4 phones: the heap grew by 12.00 MiB from the second quarter to the last; 0.50 MiB"));
    }

    @Test
    void whatIsMadeOnceInTheFirstQuarterAndASinglePeakAreNoGrowth() {
        assertThat(figures(LongStream.range(0, 24)
                                .map(i -> i < 6 ? i * MEBIBYTE : i == 20 ? 90 * MEBIBYTE : 20 * MEBIBYTE))
                        .grown())
                .isEmpty();
    }

    @Test
    void aMarkerThatIsOnlyInTheJournalIsMissing() {
        assertThat(phone(320, 319, 0, STREAM, Optional.empty()).missing(320))
                .containsExactly("neon-0065: of 320 markers 320 were answered, 319 are in its list of events, with 0"
                        + " others; first fault: no answer");
        assertThat(phone(320, 320, 1, STREAM, Optional.empty()).missing(320)).hasSize(1);
        assertThat(phone(320, 320, 0, STREAM, Optional.empty()).missing(320)).isEmpty();
    }

    @Test
    void samplesMayBeLostOnTheWayButNotWithoutAWord() {
        StreamRows torn = new StreamRows(1000, 7);

        assertThat(phone(320, 320, 0, torn, Optional.empty()).missing(320))
                .containsExactly("neon-0065: 7 samples of its streams are missing, and no fault says so");
        assertThat(phone(320, 320, 0, torn, Optional.of("7 of 1007 packets did not arrive"))
                        .missing(320))
                .isEmpty();
        assertThat(phone(320, 320, 0, new StreamRows(0, 0), Optional.of("no sample has come for 10 s"))
                        .missing(320))
                .containsExactly(
                        "neon-0065: the journal has 100 arrivals of gaze, the tables 0 rows of gaze and 1000 of"
                                + " IMU; no sample has come for 10 s");
    }

    @Test
    void holesInATableOfSamplesAreCounted() throws IOException {
        Path table = Files.writeString(
                directory.resolve("gaze.csv"),
                "timestamp [ns],received host time [ns]\n0,9\n5000000,9\n15000000,9\n10000000,9\n30011111,9\n35000000,9\n");

        assertThat(StreamRows.read(table, 5_000_000)).isEqualTo(new StreamRows(6, 2));
        assertThat(StreamRows.read(directory.resolve("none.csv"), 5_000_000)).isEqualTo(new StreamRows(0, 0));
    }

    private LoadFigures figures(LongStream heap) {
        return new LoadFigures(
                new LoadSession(4, 80_000_000_000L, 4, directory),
                new Journal(List.of(), List.of(), false, 0),
                List.of(),
                new HeapCourse(heap.boxed().toList()),
                List.of());
    }

    private static PhoneFigures phone(
            long answered, long found, long surplus, StreamRows gaze, Optional<String> streamFault) {
        return new PhoneFigures(
                "neon-0065",
                true,
                answered,
                found,
                surplus,
                3,
                100,
                gaze,
                STREAM,
                streamFault,
                Optional.of("no answer"));
    }
}
