// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.acceptance.RunSession;
import io.trialsync.acceptance.Truth;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.Received;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mishap at each moment: the user hears of it, the journal has it, nothing is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReliabilityTests {

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    static Stream<Arguments> mishaps() {
        return Stream.of(Mishap.values())
                .flatMap(mishap -> Stream.of(Moment.values()).map(moment -> Arguments.of(mishap, moment)));
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    @Timeout(120)
    void nothingIsLost(Mishap mishap, Moment moment, @TempDir Path directory) throws Exception {
        int seed = Math.floorMod((mishap.name() + moment.name()).hashCode(), 100_000);
        CompanionSpec spec = CompanionSpec.parse(
                "simulated:neon?offset=840ms&drift=25ppm&delay=1ms..3ms&recording-delay=0ns&seed=" + seed);
        ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
        try (SimulatedCompanion phone =
                SimulatedCompanion.with(spec).listener(received::add).start()) {
            MishapTrials.prepare(new MishapTrials.Happening(mishap, moment, phone));
            RunSession session = RunSession.of(
                    MishapTrials.class.getName(),
                    directory,
                    Map.of(
                            "trialsync.device", "companion:" + phone.host() + ":" + phone.port(),
                            "trialsync.participant", "P07",
                            "trialsync.sync.max-pause", "50ms"));
            outcomes.add(Outcome.of(mishap, moment, session));
            assertThatAllOfItIsThere(session);
            assertThatTheStatesAreWhatThePhoneHas(session, received);
            Truth truth = new Truth(session, session.keys().get(0), phone);
            assertThat(truth.exchangesWithinLimits()).isPositive();
            truth.markersWithinLimits();
        }
    }

    private static void assertThatAllOfItIsThere(RunSession session) throws Exception {
        assertThat(session.all(SessionEnd.class)).hasSize(1);
        assertThat(session.table("trials.csv"))
                .hasSize(MishapTrials.TRIALS)
                .allMatch(trial -> trial.getField("completion").equals("completed"));
        assertThat(session.all(MarkerStamped.class)).hasSize(MishapTrials.MARKERS);
        assertThat(session.table("markers.csv")).hasSize(MishapTrials.MARKERS);
        assertThat(session.all(Fault.class))
                .allSatisfy(fault -> assertThat(fault.message())
                        .doesNotContain("unexpected:", "Exception", "\n")
                        .hasSizeLessThan(500));
    }

    /** What was answered is in the recording; what is not in it was not answered, or said to be outside of it. */
    private static void assertThatTheStatesAreWhatThePhoneHas(
            RunSession session, ConcurrentLinkedQueue<Received> received) throws Exception {
        Set<String> stored = received.stream()
                .filter(Received.Event.class::isInstance)
                .map(Received.Event.class::cast)
                .filter(event -> event.recordingId().isPresent())
                .map(Received.Event::name)
                .collect(Collectors.toCollection(HashSet::new));
        for (NamedCsvRecord row : session.table("markers.csv")) {
            if (row.getField("state").equals("answered")) {
                assertThat(stored).contains(row.getField("name"));
            } else if (row.getField("state").equals("discarded")
                    && row.getField("attempts").equals("1")) {
                // of one that was sent again, an earlier copy may be in a recording that the phone lost
                assertThat(stored).doesNotContain(row.getField("name"));
            }
        }
    }

    @AfterAll
    void write() throws Exception {
        if (outcomes.size() < Mishap.values().length * Moment.values().length) {
            return; // a part of them, as when one is run once more
        }
        String page = ReliabilityPage.of(outcomes.stream()
                .sorted(Comparator.comparing(Outcome::mishap).thenComparing(Outcome::moment))
                .toList());
        Path target = Path.of("target", "reliability.md");
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, page);
        String wanted = System.getProperty("trialsync.write-reliability", "");
        if (!wanted.isEmpty()) {
            Files.writeString(Path.of("..", "..").resolve(wanted), page);
        }
    }
}
