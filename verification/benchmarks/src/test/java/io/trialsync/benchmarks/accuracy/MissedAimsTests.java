// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.Scenarios;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockModelFitter;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where an aim is missed, a line that is told more than we are misses it as well (seeds 14001 to 14020). */
class MissedAimsTests {

    private static final long FIRST_SEED = 14_001;
    private static final long LAST_SEED = 14_020;
    private static final double LEAVES_NOTHING_OUT = Double.POSITIVE_INFINITY;

    @Test
    void aLiveClockOnBadWiFiErrsLittleMoreThanALineThatIsToldThatTheDriftIsConstantAndMeetsTheAimFromAKeptDrift() {
        List<SimulatedSession> sessions = sessions("C1");
        List<List<LiveAnswers>> coldAndWarm = LongStream.rangeClosed(FIRST_SEED, LAST_SEED)
                .mapToObj(seed -> LiveResult.measure(scenario("C1"), seed))
                .toList();
        double ours = p95(coldAndWarm, 0);
        double warm = p95(coldAndWarm, 1);
        // how much excess it bears is chosen in hindsight, too
        double told = DoubleStream.of(500, 1000, 2000, 4000, 8000, 16_000, LEAVES_NOTHING_OUT)
                .map(excess -> Errors.together(sessions.stream()
                                .map(new InformedLine(excess)::during)
                                .toList())
                        .p95())
                .min()
                .orElseThrow();
        double aim = 2.5 * study("C1");
        System.out.printf(
                "C1, during the session, 95 %%: ours %.1f µs, told %.1f, aim %.1f, ours from a kept drift %.1f%n",
                ours, told, aim, warm);

        assertThat(told).isGreaterThan(aim);
        assertThat(ours).isLessThan(1.2 * told);
        assertThat(warm).isLessThan(aim);
    }

    @Test
    void withTwoBurstsOnBadWiFiTheMiddleOfWhatExchangesAllowErrsAsMuch() {
        List<SimulatedSession> sessions = sessions("G3");
        OfflineFit fit = new OfflineFit(new ClockModelFitter());
        double ours = Errors.together(sessions.stream()
                        .map(session -> fit.answer(session, ClockKind.WALL).errors())
                        .toList())
                .p95();
        double told = Errors.together(sessions.stream()
                        .map(new InformedLine(LEAVES_NOTHING_OUT)::after)
                        .toList())
                .p95();
        double aim = 2 * study("G3");
        System.out.printf("G3, after the session, 95 %%: ours %.0f µs, told %.0f, aim %.0f%n", ours, told, aim);

        assertThat(told).isGreaterThan(aim);
        assertThat(ours).isLessThan(1.1 * told);
    }

    private static double p95(List<List<LiveAnswers>> sessions, int which) {
        return Errors.together(sessions.stream()
                        .map(answers -> answers.get(which).fit().errors())
                        .toList())
                .p95();
    }

    private static List<SimulatedSession> sessions(String id) {
        return LongStream.rangeClosed(FIRST_SEED, LAST_SEED)
                .mapToObj(scenario(id)::draw)
                .toList();
    }

    private static Scenario scenario(String id) {
        return Scenarios.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double study(String id) {
        return Objects.requireNonNull(StudyFigures.read().get(id)).p95Micros();
    }
}
