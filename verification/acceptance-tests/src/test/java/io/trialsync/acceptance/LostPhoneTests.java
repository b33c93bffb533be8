// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.DeviceReturned;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.MarkerFailed;
import io.trialsync.junit.Experiment;
import io.trialsync.runner.RunSummary;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.simulator.CompanionControls;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.NetworkLoss;
import io.trialsync.simulator.PhonePath;
import io.trialsync.simulator.Received;
import io.trialsync.simulator.ReplyFault;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A phone that goes away during trials and comes back: no marker is lost, and each is in the recording at the time it was due. */
class LostPhoneTests {

    private static final CompanionSpec SPEC =
            CompanionSpec.parse("simulated:neon?offset=840ms&drift=25ppm&delay=1ms..4ms&seed=71");

    private static final int REPETITIONS = 8;
    /** Until it is ended by hand, however long a busy machine takes. */
    private static final Duration UNTIL_RESTORED = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();

    @Experiment(task = "losing")
    static class LosingTestCase {

        /** The test's way into an instance that JUnit makes. */
        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile Consumer<CompanionControls> mishap;

        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile CompanionControls controls;

        /** What the last trial waits for. */
        interface Settling {
            void await(Session session) throws Exception;
        }

        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile Settling settled;

        @RepeatedTest(REPETITIONS)
        void look(RepetitionInfo repetition, Trial trial, Session session) throws Exception {
            trial.mark("picture.on");
            if (repetition.getCurrentRepetition() == 3) {
                mishap.accept(controls);
            }
            Thread.sleep(200);
            if (repetition.getCurrentRepetition() == REPETITIONS) {
                settled.await(session);
            }
        }
    }

    /** The session would else be over before the phone is back. */
    private static void awaitReturn(Session session) throws Exception {
        JournalSoFar.awaitAny(session, DeviceReturned.class);
    }

    /** The loss has been told, and a marker has failed by it. */
    private static void awaitLoss(Session session) throws Exception {
        JournalSoFar.awaitFault(session, "link", "out of reach");
        JournalSoFar.awaitAny(session, MarkerFailed.class);
    }

    private static void comeBack(Session session) throws Exception {
        LosingTestCase.controls.restoreNetwork();
        awaitReturn(session);
    }

    private RunSession run(
            SimulatedCompanion phone,
            Consumer<CompanionControls> mishap,
            LosingTestCase.Settling settled,
            String stamping)
            throws Exception {
        return run(phone.host() + ":" + phone.port(), phone, mishap, settled, stamping);
    }

    private RunSession run(
            String address,
            SimulatedCompanion phone,
            Consumer<CompanionControls> mishap,
            LosingTestCase.Settling settled,
            String stamping)
            throws Exception {
        LosingTestCase.settled = settled;
        LosingTestCase.controls = phone.controls();
        LosingTestCase.mishap = mishap;
        return RunSession.of(
                LosingTestCase.class.getName(),
                directory,
                Map.of(
                        "trialsync.device",
                        "companion:" + address,
                        "trialsync.markers.stamp",
                        stamping,
                        "trialsync.participant",
                        "P07"));
    }

    private SimulatedCompanion phone() throws Exception {
        return SimulatedCompanion.with(SPEC).listener(received::add).start();
    }

    private List<Received.Event> events(RunSession session) {
        String recording = recording(session);
        return received.stream()
                .filter(Received.Event.class::isInstance)
                .map(Received.Event.class::cast)
                .filter(event -> event.recordingId().equals(Optional.of(recording)))
                .toList();
    }

    private static String recording(RunSession session) {
        return session.all(RecordingChanged.class).stream()
                .filter(change -> change.action().equals("started"))
                .map(RecordingChanged::recordingId)
                .findFirst()
                .orElseThrow();
    }

    /** Every marker is in the recording, and where it carries a time, it is the phone's at its host time, to within 20 ms. */
    private void assertThatEveryMarkerIsInTheRecording(RunSession session, SimulatedCompanion phone) {
        Map<String, List<Received.Event>> byName =
                events(session).stream().collect(Collectors.groupingBy(Received.Event::name));
        for (MarkerStamped marker : session.all(MarkerStamped.class)) {
            List<Received.Event> copies = byName.getOrDefault(marker.name(), List.of());
            assertThat(copies)
                    .as("copies of %s in the recording", marker.name())
                    .isNotEmpty();
            long truth = phone.trueWallNanosAt(session.nanoTimeAt(marker.hostNanos()));
            for (Received.Event event : copies) {
                if (event.explicitNanos().isPresent()) {
                    assertThat(event.deviceNanos() - truth).as(marker.name()).isBetween(-20_000_000L, 20_000_000L);
                }
            }
        }
    }

    private static void assertThatItCameBackTheSame(RunSession session) {
        List<Fault> faults = session.all(Fault.class);
        Fault lost = faults.stream()
                .filter(fault -> fault.message().contains("out of reach"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no loss among " + faults));
        assertThat(faults).anyMatch(fault -> fault.message().contains("in reach again after"));
        DeviceReturned back = session.all(DeviceReturned.class).get(0);
        assertThat(back.idChecked()).isTrue();
        assertThat(back.clock()).isEqualTo("same");
        assertThat(back.recording()).isEqualTo("running");
        assertThat(back.recordingId()).isEqualTo(recording(session));
        assertThat(back.hostNanos()).isGreaterThan(lost.hostNanos());
        assertThat(session.all(Exchanged.class)).anyMatch(exchange -> exchange.hostSendNanos() > back.hostNanos());
    }

    @ParameterizedTest
    @EnumSource
    void aPhoneThatGoesAwayDuringTrialsAndComesBackHasEveryMarkerAtItsTime(NetworkLoss manner) throws Exception {
        long[] lostAt = new long[1];
        try (SimulatedCompanion phone = phone()) {
            RunSession session = run(
                    phone,
                    controls -> {
                        lostAt[0] = System.nanoTime();
                        controls.loseNetwork(UNTIL_RESTORED, manner);
                    },
                    current -> {
                        awaitLoss(current);
                        comeBack(current);
                    },
                    "explicit");

            List<Fault> faults = session.all(Fault.class);
            faults.forEach(fault -> System.out.println(manner + " " + fault.what() + ": " + fault.message()));
            faults.stream()
                    .filter(fault -> fault.what().equals("link"))
                    .findFirst()
                    .ifPresent(fault -> System.out.printf(
                            "%s: noticed after %.2f s%n",
                            manner, (session.nanoTimeAt(fault.hostNanos()) - lostAt[0]) * 1e-9));
            assertThatItCameBackTheSame(session);
            assertThatEveryMarkerIsInTheRecording(session, phone);
            List<NamedCsvRecord> rows = session.table("markers.csv");
            assertThat(rows).allMatch(row -> row.getField("state").equals("answered"));
            assertThat(rows).allMatch(row -> row.getField("stamping").equals("explicit"));
            assertThat(rows).anyMatch(row -> Integer.parseInt(row.getField("attempts")) > 1);
            assertThat(session.all(MarkerFailed.class)).isNotEmpty();
        }
    }

    @Test
    void aMarkerThatIsLateHasItsTimeAlsoWhereThePhoneStampsMarkersOnArrival() throws Exception {
        try (SimulatedCompanion phone = phone()) {
            RunSession session = run(
                    phone,
                    controls -> controls.loseNetwork(UNTIL_RESTORED, NetworkLoss.RESET),
                    current -> {
                        awaitLoss(current);
                        Thread.sleep(3_000); // so that what waits is late beyond doubt
                        comeBack(current);
                    },
                    "arrival");

            assertThatItCameBackTheSame(session);
            List<NamedCsvRecord> rows = session.table("markers.csv");
            Map<String, Long> stampings = rows.stream()
                    .collect(Collectors.groupingBy(row -> row.getField("stamping"), Collectors.counting()));
            System.out.println("stampings: " + stampings);
            assertThat(stampings.keySet()).containsExactlyInAnyOrder("arrival", "explicit");
            for (NamedCsvRecord row : rows) {
                long late = Long.parseLong(row.getField("sent [ns]")) - Long.parseLong(row.getField("host time [ns]"));
                if (late > 4_000_000_000L && row.getField("state").equals("answered")) {
                    assertThat(row.getField("stamping"))
                            .as(row.getField("name"))
                            .isEqualTo("explicit");
                }
            }
        }
    }

    @Test
    void aMarkerWhoseAnswerWasLostIsSentAgainWithTheSameTimeAndThatIsSaid() throws Exception {
        try (SimulatedCompanion phone = phone()) {
            RunSession session = run(
                    phone,
                    controls -> controls.spoil(PhonePath.EVENT, ReplyFault.NOT_JSON, 2),
                    current -> {},
                    "explicit");

            assertThatEveryMarkerIsInTheRecording(session, phone);
            List<NamedCsvRecord> twice = session.table("markers.csv").stream()
                    .filter(row -> row.getField("note").contains("perhaps twice in the recording"))
                    .toList();
            assertThat(twice).isNotEmpty().allMatch(row -> row.getField("state").equals("answered"));
            for (NamedCsvRecord row : twice) {
                List<Received.Event> copies = events(session).stream()
                        .filter(event -> event.name().equals(row.getField("name")))
                        .toList();
                assertThat(copies).hasSizeGreaterThan(1);
                assertThat(copies.stream().map(Received.Event::deviceNanos).distinct())
                        .hasSize(1);
            }
            assertThat(String.join("\n", RunSummary.of(session.alignment()).lines()))
                    .contains(twice.size() + " sent again, perhaps twice in the recording");
            assertThatTheProgramFindsThemAll(session);
        }
    }

    @Test
    void anotherPhoneAtTheAddressGetsNoMarkerAndTheRightOneGetsThemAll() throws Exception {
        ConcurrentLinkedQueue<Received> receivedByOther = new ConcurrentLinkedQueue<>();
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?offset=5s&delay=1ms..4ms&seed=72");
        try (SimulatedCompanion phone = phone();
                SimulatedCompanion other = SimulatedCompanion.with(spec)
                        .listener(receivedByOther::add)
                        .start();
                SwitchedDoor door = new SwitchedDoor(phone)) {
            assertThat(other.deviceId()).isNotEqualTo(phone.deviceId());
            RunSession session = run(
                    "127.0.0.1:" + door.port(),
                    phone,
                    controls -> door.switchTo(other),
                    current -> {
                        JournalSoFar.awaitFault(current, "device", "there is another phone now");
                        door.switchTo(phone);
                        awaitReturn(current);
                    },
                    "explicit");

            assertThat(session.all(Fault.class))
                    .anyMatch(fault -> fault.what().equals("device")
                            && fault.message().contains("its id is [" + other.deviceId() + "]")
                            && fault.message().contains("it is not used"));
            assertThat(receivedByOther).isNotEmpty().allMatch(request -> request instanceof Received.StatusRequest);
            assertThatEveryMarkerIsInTheRecording(session, phone);
        }
    }

    private void assertThatTheProgramFindsThemAll(RunSession session) throws Exception {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        List<String> rows = new ArrayList<>();
        events(session)
                .forEach(event ->
                        rows.add(recording(session) + "," + event.deviceNanos() + "," + event.name() + ",recording"));
        Collections.shuffle(rows, new Random(71));
        rows.add(0, "recording id,timestamp [ns],name,type");
        Files.write(recording.resolve("events.csv"), rows);
        Program all = Program.run(directory, "reconcile", session.folder(), recording);
        System.out.println(all.out() + all.err());
        assertThat(all.exitCode()).as(all.out() + all.err()).isZero();
        assertThat(all.out()).contains("0 moved, 0 missing", "COMPLETE");
    }
}
