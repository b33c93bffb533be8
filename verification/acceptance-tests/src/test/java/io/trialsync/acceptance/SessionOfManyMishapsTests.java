// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.clock.ClockStep;
import io.trialsync.clock.SensorVerdict;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.junit.Experiment;
import io.trialsync.runner.RunSummary;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.simulator.CompanionControls;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.NetworkLoss;
import io.trialsync.simulator.Received;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One session in which everything happens: the phone loses its network for 20 s, its wall clock jumps ahead, somebody else stops
 * its recording, and it reboots. All of it is in the journal, and nothing that is converted is wrong.
 */
class SessionOfManyMishapsTests {

    private static final long STEP = 850_000_000L;
    /** A step of the RTP clock of gaze, and what a nanosecond is rounded by. */
    private static final long TICK = 11_112;

    private static final CompanionSpec SPEC = CompanionSpec.parse(
            "simulated:neon?offset=840ms&drift=25ppm&delay=1ms..4ms&stream=50hz&seed=61&recording-delay=300ms");

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();

    @Experiment(task = "mishaps")
    static class MishapsTestCase {

        /** The test's way into an instance that JUnit makes. */
        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile CompanionControls controls;

        @RepeatedTest(58)
        void look(RepetitionInfo repetition, Trial trial, Session session) throws Exception {
            trial.mark("picture.on");
            switch (repetition.getCurrentRepetition()) {
                case 6 -> controls.loseNetwork(Duration.ofSeconds(20), NetworkLoss.SILENT);
                case 34 -> controls.stepWall(Duration.ofNanos(STEP));
                case 39 -> assertThat(controls.stopRecordingElsewhere()).isTrue();
                case 43 -> controls.reboot(Duration.ofSeconds(4), Duration.ZERO);
                // the stream must be back for some seconds before the session ends
                case 50 -> JournalSoFar.awaitFault(session, "clock", "started anew");
                default -> trial.put("quiet", true);
            }
            Thread.sleep(900);
        }
    }

    @Test
    void everyMishapIsInTheJournalAndNoLimitIsWrong() throws Exception {
        try (SimulatedCompanion phone =
                SimulatedCompanion.with(SPEC).listener(received::add).start()) {
            MishapsTestCase.controls = phone.controls();
            RunSession session = RunSession.of(
                    MishapsTestCase.class.getName(),
                    directory,
                    Map.of(
                            "trialsync.device",
                            "companion:" + phone.host() + ":" + phone.port(),
                            "trialsync.participant",
                            "P07"));
            String key = session.keys().get(0);
            session.all(Fault.class).forEach(fault -> System.out.println(fault.what() + ": " + fault.message()));
            RunSummary.of(session.alignment()).lines().forEach(System.out::println);

            assertThatAllFourAreInTheJournal(session);
            assertThatEveryMarkerIsInTheJournal(session);
            assertThatTheTableSaysWhichMarkersAreInTheRecording(session);
            assertThatMarkersAreWithinTheirLimits(session, key, phone);
            assertThatGazeIsWithinItsLimits(session, key, phone);
        }
    }

    private static Predicate<Fault> fault(String what, String... words) {
        return fault -> fault.what().equals(what) && List.of(words).stream().allMatch(fault.message()::contains);
    }

    private static void assertThatAllFourAreInTheJournal(RunSession session) {
        List<Fault> faults = session.all(Fault.class);
        assertThat(faults).as("the lost network").anyMatch(fault("link", "out of reach"));
        assertThat(faults).as("the lost network").anyMatch(fault("link", "in reach again after"));
        assertThat(faults).as("the step").anyMatch(fault("clock", "wall clock jumped", "ahead of where it was"));
        assertThat(faults).as("the other client").anyMatch(fault("recording", "stopped by somebody else", "not in it"));
        assertThat(session.all(RecordingChanged.class))
                .extracting(RecordingChanged::action)
                .contains("started", "stopped");
        assertThat(faults).as("the reboot").anyMatch(fault("clock", "gaze", "ahead", "started anew", "restart"));
        assertThat(faults.stream().filter(fault("link", "in reach again after")).count())
                .as("the reboot")
                .isGreaterThanOrEqualTo(2);
        assertThat(session.all(SessionEnd.class)).hasSize(1);
    }

    private static void assertThatEveryMarkerIsInTheJournal(RunSession session) {
        List<MarkerStamped> markers = session.all(MarkerStamped.class);
        assertThat(markers.stream().filter(marker -> marker.name().endsWith(".picture.on")))
                .hasSize(58);
        assertThat(markers).extracting(MarkerStamped::marker).doesNotHaveDuplicates();
        Set<Integer> sent =
                session.all(MarkerSent.class).stream().map(MarkerSent::marker).collect(Collectors.toSet());
        assertThat(sent).hasSameSizeAs(markers);
    }

    /** What the phone put into the recording is what the table says, but for markers whose answer was lost: they may be in it. */
    private void assertThatTheTableSaysWhichMarkersAreInTheRecording(RunSession session) throws Exception {
        String recording = session.all(RecordingChanged.class).stream()
                .filter(change -> change.action().equals("started"))
                .map(RecordingChanged::recordingId)
                .findFirst()
                .orElseThrow();
        List<NamedCsvRecord> rows = session.table("markers.csv");
        assertThat(rows).hasSameSizeAs(session.all(MarkerStamped.class));
        long inRecording = received.stream()
                .filter(Received.Event.class::isInstance)
                .map(Received.Event.class::cast)
                .filter(event -> event.recordingId().equals(Optional.of(recording)))
                .map(Received.Event::name)
                .filter(name -> !name.startsWith("trialsync.sync"))
                // a marker whose answer was lost may be there twice
                .distinct()
                .count();
        Map<String, Long> states =
                rows.stream().collect(Collectors.groupingBy(row -> row.getField("state"), Collectors.counting()));
        System.out.println("states of markers: " + states + ", in the recording by the phone: " + inRecording);
        assertThat(states.keySet()).isSubsetOf("answered", "discarded", "not answered");
        long answered = states.getOrDefault("answered", 0L);
        assertThat(answered).isPositive();
        assertThat(inRecording).isBetween(answered, answered + states.getOrDefault("not answered", 0L));
        assertThat(states.get("discarded")).isPositive();
        for (NamedCsvRecord row : rows) {
            assertThat(row.getField("recording id").equals(recording))
                    .as("marker %s", row.getField("marker"))
                    .isEqualTo(row.getField("state").equals("answered"));
        }
        assertThat(String.join("\n", RunSummary.of(session.alignment()).lines()))
                .contains(states.get("discarded") + " NOT IN THE RECORDING");
    }

    private static void assertThatMarkersAreWithinTheirLimits(RunSession session, String key, SimulatedCompanion phone)
            throws Exception {
        List<ClockStep> steps = session.device(key).wall().steps();
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).limits().contains(STEP)).as("%s", steps.get(0)).isTrue();
        Truth truth = new Truth(session, key, phone);
        assertThat(truth.exchangesWithinLimits()).isPositive();
        assertThat(truth.markersWithinLimits()).isGreaterThan(100);
        Coverage coverage = truth.coverage();
        System.out.println("a session of many mishaps: " + coverage);
        assertThat(coverage.share()).as("%s", coverage).isGreaterThanOrEqualTo(0.95);
    }

    private void assertThatGazeIsWithinItsLimits(RunSession session, String key, SimulatedCompanion phone)
            throws Exception {
        assertThat(session.device(key).sensorChoice().verdict()).isInstanceOf(SensorVerdict.Consistent.class);
        assertThat(session.device(key).sensorChoice().restarts()).isEqualTo(1);
        Path out = directory.resolve("gaze-host.csv");
        Program convert = Program.run(
                directory,
                "convert",
                "--session",
                session.folder(),
                "--clock",
                "sensor",
                "--column",
                "timestamp [ns]",
                session.folder().resolve("streams").resolve(key + "-gaze.csv"),
                "--output",
                out);
        assertThat(convert.exitCode()).as(convert.err()).isZero();
        System.out.println(convert.out() + convert.err());
        int converted = 0;
        int ambiguous = 0;
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out)) {
            for (NamedCsvRecord row : rows) {
                if (row.getField("earliest [ns]").isEmpty()) {
                    assertThat(row.getField("note")).isEqualTo("ambiguous");
                    ambiguous++;
                    continue;
                }
                long stamp = Long.parseLong(row.getField("timestamp [ns]"));
                long earliest = session.nanoTimeAt(Long.parseLong(row.getField("earliest [ns]")));
                long latest = session.nanoTimeAt(Long.parseLong(row.getField("latest [ns]")));
                assertThat(phone.trueSensorNanosAt(earliest)).isLessThanOrEqualTo(stamp + TICK);
                assertThat(phone.trueSensorNanosAt(latest)).isGreaterThanOrEqualTo(stamp - TICK);
                converted++;
            }
        }
        System.out.println("gaze samples within their limits: " + converted + ", ambiguous: " + ambiguous);
        assertThat(converted).isGreaterThan(500);
        assertThat(ambiguous).isLessThan(100);
    }
}
