// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.junit.Experiment;
import io.trialsync.session.Trial;
import io.trialsync.simulator.CompanionControls;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.PhonePath;
import io.trialsync.simulator.ReplyFault;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions with a phone whose every kind of reply is spoilt once while trials run: each time one line in the journal says so, all
 * else goes on, and nothing of ours is left running afterwards.
 */
class HostilePhoneTests {

    private static final int TRIALS = 8;
    private static final CompanionSpec SPEC =
            CompanionSpec.parse("simulated:neon?offset=840ms&delay=0ns&recording-delay=0ns&stream=20hz&seed=71");

    @TempDir
    Path directory;

    @Experiment(task = "hostile")
    static class HostileTestCase {

        /** The test's way into an instance that JUnit makes. */
        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile CompanionControls controls;

        @SuppressWarnings("NullAway.Init") // set before JUnit makes an instance
        private static volatile ReplyFault fault;

        @RepeatedTest(TRIALS)
        void look(RepetitionInfo repetition, Trial trial) throws InterruptedException {
            switch (repetition.getCurrentRepetition()) {
                case 2 -> controls.spoil(PhonePath.EVENT, fault, 1);
                case 3 -> controls.spoil(PhonePath.TIME_ECHO, fault, 1);
                case 4 -> spoilAFrame();
                case TRIALS -> {
                    controls.spoil(PhonePath.STATUS, fault, 1);
                    controls.spoil(PhonePath.STOP_AND_SAVE, fault, 1);
                }
                default -> trial.put("quiet", true);
            }
            trial.mark("picture.on");
            Thread.sleep(300);
        }

        private static void spoilAFrame() {
            controls.spoil(PhonePath.WEBSOCKET, fault, 1);
            controls.battery(90);
            controls.battery(60);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUGE", "SLOW_DRIP", "NOT_JSON", "DEEPLY_NESTED", "WRONG_TYPES"})
    @Timeout(120)
    void eachSpoiltReplyIsOneLineInTheJournalAndTheSessionEndsInOrder(ReplyFault fault) throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(SPEC)) {
            HostileTestCase.controls = phone.controls();
            HostileTestCase.fault = fault;
            RunSession session = RunSession.of(
                    HostileTestCase.class.getName(),
                    directory,
                    Map.of(
                            "trialsync.device",
                            "companion:" + phone.host() + ":" + phone.port(),
                            "trialsync.participant",
                            "P07"));

            List<Fault> faults = session.all(Fault.class);
            faults.forEach(one -> System.out.println(fault + " " + one.what() + ": " + one.message()));
            assertThat(faults)
                    .allSatisfy(one -> assertThat(one.message())
                            .doesNotContain("unexpected", "Exception", "\n")
                            .hasSizeLessThan(500));
            // on a new connection, the phone's status is asked for before anything is posted, and spoilt as well; a
            // busy
            // machine may add one to each
            assertThat(said(faults, "marker")).as("the event").hasSizeBetween(1, 3);
            // what comes in drips of Time Echo comes in time
            assertThat(said(faults, "exchange"))
                    .as("Time Echo")
                    .hasSizeBetween(fault == ReplyFault.SLOW_DRIP ? 0 : 1, 2);
            assertThat(said(faults, "device")).as("no other phone").isEmpty();
            // of a stop whose answer is lost, the phone's status can still tell what became of it
            assertThat(said(faults, "recording")).as("the end of the recording").hasSizeLessThanOrEqualTo(1);
            assertThat(faults).as("in all").hasSizeLessThanOrEqualTo(10);

            assertThat(session.all(SessionEnd.class)).hasSize(1);
            assertThat(session.table("trials.csv")).hasSize(TRIALS);
            assertThat(session.table("markers.csv")).hasSameSizeAs(session.all(MarkerStamped.class));
            assertThat(session.all(MarkerAnswered.class))
                    .hasSizeGreaterThanOrEqualTo(
                            session.all(MarkerStamped.class).size() - 2);
            assertThat(session.folder().resolve("clock-model.json")).isNotEmptyFile();
        }
        assertThatNothingOfOursIsLeft();
    }

    private static List<String> said(List<Fault> faults, String what) {
        return faults.stream()
                .filter(fault -> fault.what().equals(what))
                .map(Fault::message)
                .toList();
    }

    /** The HTTP client keeps one idle thread for all its instances, and its library one for time-outs; both end by themselves. */
    private static void assertThatNothingOfOursIsLeft() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            left = left();
        }
        assertThat(left).isEmpty();
    }

    private static List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("trialsync-") || name.startsWith("OkHttp"))
                .filter(name -> !name.equals("OkHttp TaskRunner"))
                .toList();
    }
}
