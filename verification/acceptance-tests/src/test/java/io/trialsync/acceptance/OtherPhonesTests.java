// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.ClockStep;
import io.trialsync.clock.StampRule;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.SessionEnd;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalRecord.TrialBegin;
import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short experiments against phones with steps, with stamps of an unknown rule, two at once, and slow ones. */
class OtherPhonesTests {

    @TempDir
    Path directory;

    @Experiment(task = "looking")
    static class LookingTestCase {

        private static final String PHONE = "observed:neon?offset=-120ms&drift=-30ppm&delay=3ms..20ms&seed=11";

        @RepeatedTest(10)
        void look(RepetitionInfo repetition, Trial trial, Session session) throws Exception {
            long begun = session.hostNanos();
            trial.mark("picture.on");
            Thread.sleep(350);
            switch (repetition.getCurrentRepetition()) {
                case 4 -> step(session, begun, 850);
                case 8 -> step(session, begun, -300);
                default -> trial.put("quiet", true);
            }
            Thread.sleep(350);
        }

        /** After an exchange of this very trial, so that each step is between some. */
        private static void step(Session session, long begun, long millis) throws Exception {
            JournalSoFar.await(
                    session,
                    journal -> journal.all(Exchanged.class).anyMatch(exchange -> exchange.hostSendNanos() > begun));
            ObservedProvider.phone(PHONE).controls().stepWall(Duration.ofMillis(millis));
        }
    }

    @Experiment(task = "glancing")
    static class GlancingTestCase {
        @RepeatedTest(10)
        void glance() throws InterruptedException {
            Thread.sleep(100);
        }
    }

    private RunSession run(Class<?> experiment, Map<String, String> settings) throws Exception {
        return RunSession.of(experiment.getName(), directory, settings);
    }

    private static void assertCovers(String what, RunSession session, String key, SimulatedCompanion phone)
            throws Exception {
        Truth truth = new Truth(session, key, phone);
        assertThat(truth.exchangesWithinLimits()).isPositive();
        assertThat(truth.markersWithinLimits()).isPositive();
        Coverage coverage = truth.coverage();
        System.out.println(what + ": " + coverage);
        assertThat(coverage.share()).as(what + ": " + coverage).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void stepsOfAPhoneInMidSessionAreFoundAndCovered() throws Exception {
        RunSession session = run(LookingTestCase.class, Map.of("trialsync.device", LookingTestCase.PHONE));
        String key = session.keys().get(0);
        List<ClockStep> steps = session.device(key).wall().steps();
        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).limits().contains(850_000_000))
                .as("%s", steps.get(0))
                .isTrue();
        assertThat(steps.get(1).limits().contains(-300_000_000))
                .as("%s", steps.get(1))
                .isTrue();
        assertCovers(
                "steps of +850 ms and -300 ms, seed 11", session, key, ObservedProvider.phone(LookingTestCase.PHONE));
    }

    @Test
    void aPhoneWhoseStampRuleIsNotKnownIsCoveredToo() throws Exception {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?offset=840ms&drift=25ppm&delay=3ms..20ms&seed=13");
        try (SimulatedCompanion phone = SimulatedCompanion.start(spec)) {
            String address = "companion:" + phone.host() + ":" + phone.port();
            RunSession session =
                    run(GlancingTestCase.class, Map.of("trialsync.device", address, "trialsync.participant", "P07"));
            assertThat(session.folder()).hasFileName("sub-P07_ses-01_task-glancing_run-01");
            assertThat(session.all(SessionStart.class)).noneMatch(SessionStart::simulated);
            assertThat(session.all(DeviceOpened.class).get(0).clocks())
                    .anyMatch(clock -> clock.name().equals("wall") && clock.stampRule() == StampRule.UNKNOWN);
            assertCovers("stamp rule unknown, seed 13", session, session.keys().get(0), phone);
        }
    }

    @Test
    void aPhoneWithoutTimeEchoIsSynchronisedByEvents() throws Exception {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?offset=840ms&drift=25ppm&delay=3ms..20ms&seed=17");
        try (SimulatedCompanion phone = SimulatedCompanion.start(spec);
                WithoutTimeEcho door = new WithoutTimeEcho(phone)) {
            String address = "companion:127.0.0.1:" + door.port();
            RunSession session =
                    run(GlancingTestCase.class, Map.of("trialsync.device", address, "trialsync.participant", "P07"));
            assertThat(session.all(Exchanged.class))
                    .hasSizeGreaterThan(1)
                    .allMatch(exchange -> exchange.channel().equals("event"));
            assertCovers("no Time Echo, seed 17", session, session.keys().get(0), phone);
        }
    }

    @Test
    void twoPhonesInOneSessionKeepTheirClocksApart() throws Exception {
        String first = "observed:neon?offset=840ms&drift=25ppm&delay=3ms..20ms&seed=21";
        String second = "observed:invisible?offset=-5s&drift=-40ppm&forward=1ms..4ms&backward=3ms..20ms&seed=22";
        RunSession session = run(GlancingTestCase.class, Map.of("trialsync.device", first + "," + second));
        assertThat(session.keys()).hasSize(2).doesNotHaveDuplicates();
        assertThat(session.table("markers.csv")).hasSize(2 * 20);
        assertCovers("first of two, seed 21", session, session.keys().get(0), ObservedProvider.phone(first));
        assertCovers("second of two, seed 22", session, session.keys().get(1), ObservedProvider.phone(second));
    }

    @Test
    void aPhoneThatAnswersAfter400MillisecondsHoldsUpNoTrial() throws Exception {
        String address = "observed:neon?offset=840ms&delay=200ms&seed=31";
        RunSession session = run(GlancingTestCase.class, Map.of("trialsync.device", address));
        SessionEnd end = session.all(SessionEnd.class).get(0);
        assertThat(end.addedMedianNanos()).isNotNull().isLessThan(400_000_000L);
        System.out.println("a phone that answers after 400 ms: added between trials " + end.addedMedianNanos()
                + " ns (median), " + end.addedLargestNanos() + " ns (largest)");

        List<TrialBegin> begins = session.all(TrialBegin.class);
        List<MarkerAnswered> answers = session.all(MarkerAnswered.class);
        // an answer that takes longer than 2 s is not waited for, and a marker stamped on arrival not sent again
        assertThat(answers).hasSizeGreaterThanOrEqualTo(17);
        // Had trials waited for their markers, no answer would have come after the trial that follows had begun.
        assertThat(answers).anyMatch(answer -> begunBy(begins, answer.hostReceiveNanos()) > (answer.marker() + 1) / 2);
    }

    private static long begunBy(List<TrialBegin> begins, long hostNanos) {
        return begins.stream().filter(begin -> begin.hostNanos() < hostNanos).count();
    }
}
