// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.DeviceTime;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example experiment, as it is, against the phone of a session of it that is kept with it: scripted trials without hardware. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayedExampleTests {

    private static final String EXPERIMENT = "io.trialsync.example.VisualSearchExperiment";
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int TRIALS = 24;

    private SessionAlignment recorded;
    private RunSession replayed;

    @BeforeAll
    void replayTheExample(@TempDir Path directory) throws Exception {
        Path lab = Files.createDirectories(directory.resolve("recorded session"));
        try (InputStream in = getClass().getResourceAsStream("/recorded-session/journal.jsonl")) {
            Files.copy(in, lab.resolve(Journal.FILE_NAME));
        }
        recorded = SessionAlignment.read(lab);
        String place = URLEncoder.encode(lab.toString(), StandardCharsets.UTF_8).replace("+", "%20");
        replayed =
                RunSession.of(EXPERIMENT, directory.resolve("sessions"), Map.of("trialsync.device", "replay:" + place));
    }

    @Test
    void everyTrialIsRunAgainAndEveryMarkerIsAnswered() throws Exception {
        assertThat(replayed.table("trials.csv"))
                .hasSize(TRIALS)
                .allMatch(trial -> trial.getField("completion").equals("completed"));
        assertThat(replayed.all(MarkerAnswered.class))
                .hasSameSizeAs(replayed.all(MarkerStamped.class))
                .hasSize(5 * TRIALS);
        replayed.assertNoFaultButOfABusyMachine();
    }

    @Test
    void itSaysThatItIsSimulatedAndWhichDeviceItPlays() {
        assertThat(replayed.folder().getFileName().toString())
                .isEqualTo("sub-sim_ses-01_task-visualsearch_run-01_SIMULATED");
        assertThat(replayed.keys()).containsExactlyElementsOf(recorded.devices().keySet());
    }

    @Test
    void theChangeOfTheOffsetSinceTheStartLiesAtEqualSessionTimesWithinTheLimitsOfBothModels() {
        Exchanged last = replayed.journal()
                .all(Exchanged.class)
                .reduce((one, next) -> next)
                .orElseThrow();
        long length = last.hostReceiveNanos() - start(replayed.alignment());
        assertThat(length).isGreaterThan(5 * SECOND_NANOS);
        OffsetChange was = new OffsetChange(recorded);
        OffsetChange is = new OffsetChange(replayed.alignment());
        for (long time = 0; time <= length; time += SECOND_NANOS) {
            assertThat(Math.abs(is.changeNanos(time) - was.changeNanos(time)))
                    .as("difference of the changes of the offset %d s after the start, in ns", time / SECOND_NANOS)
                    .isLessThanOrEqualTo(is.limitNanos(time) + was.limitNanos(time));
        }
        System.out.printf(
                "replayed example: offset changed by %d us over %d s, in the recorded session by %d us (limits ±%d, ±%d us)%n",
                is.changeNanos(length) / 1_000,
                length / SECOND_NANOS,
                was.changeNanos(length) / 1_000,
                is.limitNanos(length) / 1_000,
                was.limitNanos(length) / 1_000);
    }

    @Test
    void roundTripsAreAsLongAsTheyWere() {
        assertThat((double) medianRoundTrip(replayed.alignment()))
                .isBetween(0.7 * medianRoundTrip(recorded), 10.0 * medianRoundTrip(recorded));
    }

    private static long medianRoundTrip(SessionAlignment session) {
        long[] sorted = session.journal()
                .all(Exchanged.class)
                .mapToLong(exchange -> exchange.hostReceiveNanos() - exchange.hostSendNanos())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static long start(SessionAlignment session) {
        return session.start().orElseThrow().hostNanos();
    }

    /** How the offset of a session's only device changed since the session's start, by its model. */
    private record OffsetChange(SessionAlignment session) {

        long changeNanos(long sessionNanos) {
            return offsetNanos(sessionNanos) - offsetNanos(0);
        }

        /** How far the change can be from that, by the limits at both times. */
        long limitNanos(long sessionNanos) {
            return halfWidth(sessionNanos) + halfWidth(0);
        }

        private long offsetNanos(long sessionNanos) {
            return start(session) + sessionNanos - at(sessionNanos).deviceNanos();
        }

        private long halfWidth(long sessionNanos) {
            DeviceTime time = at(sessionNanos);
            return time.limits().fartherFrom(time.deviceNanos());
        }

        private DeviceTime at(long sessionNanos) {
            AlignedDevice.Fitted device =
                    (AlignedDevice.Fitted) session.devices().values().iterator().next();
            return device.wall().toDevice(start(session) + sessionNanos);
        }
    }
}
