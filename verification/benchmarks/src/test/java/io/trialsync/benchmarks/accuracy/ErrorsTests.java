// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.Uncertainty;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorsTests {

    @Test
    void quantilesAreByNearestRank() {
        Errors errors = Errors.of(
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(errors.median()).isEqualTo(50);
        assertThat(errors.p95()).isEqualTo(95);
        assertThat(errors.worst()).isEqualTo(100);
    }

    @Test
    void errorsOfSeveralSessionsArePooled() {
        Errors together = Errors.together(
                List.of(Errors.of(new double[] {4, 1}), Errors.of(new double[] {3}), Errors.of(new double[] {2})));

        assertThat(together.count()).isEqualTo(4);
        assertThat(together.median()).isEqualTo(2);
        assertThat(together.worst()).isEqualTo(4);
    }

    @Test
    void noErrorsHaveNoQuantile() {
        assertThat(Errors.of(new double[0]).p95()).isNaN();
    }

    @Test
    void limitsAndUncertaintyAreCountedApart() {
        Answers.Tally tally = new Answers.Tally(4);
        HostTime time = new HostTime(10_000, new Uncertainty(1_000, 1_000), new Bound(5_000, 14_000), false);
        tally.add(time, 11_000);
        tally.add(time, 13_000);
        tally.add(time, 15_000);

        Answers answers = tally.answers();

        assertThat(answers.answered()).isEqualTo(3);
        assertThat(answers.answeredPercent()).isEqualTo(75);
        assertThat(answers.withinLimits()).isEqualTo(2);
        assertThat(answers.withinUncertainty()).isEqualTo(1);
        assertThat(answers.widerThanLimits()).isZero();
        assertThat(answers.meanLimitsMicros()).isEqualTo(9);
        assertThat(answers.meanUncertaintyMicros()).isEqualTo(2);
        assertThat(answers.errors().worst()).isEqualTo(5);
    }

    @Test
    void percentagesAreNotRoundedUpToAll() {
        assertThat(Figures.percent(100)).isEqualTo("100.00");
        assertThat(Figures.percent(99.9999)).isEqualTo("99.99");
        assertThat(Figures.micros(12_345.6)).isEqualTo("12300");
        assertThat(Figures.micros(0.012345)).isEqualTo("0.0123");
    }

    @Test
    void theStudyHasFiguresForEveryScenario() {
        assertThat(StudyFigures.read()).hasSize(34).allSatisfy((id, figures) -> {
            assertThat(figures.p95Micros()).isPositive();
            assertThat(figures.peerP95Micros()).hasSize(10);
        });
        assertThat(StudyFigures.read().get("B2"))
                .extracting(StudyFigures::p95Micros)
                .isEqualTo(41.2);
    }
}
