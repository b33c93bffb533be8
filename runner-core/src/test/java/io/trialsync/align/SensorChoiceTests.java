// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static io.trialsync.align.SomeModels.OFFSET;
import static io.trialsync.align.SomeModels.SECOND;
import static io.trialsync.align.SomeModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SensorChoice.Candidate;
import io.trialsync.clock.Arrival;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.SensorVerdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A wall clock that jumps 850 ms ahead, and sensors that started before or after. */
class SensorChoiceTests {

    private static final long STEP = 850_000_000L;
    private static final long DELAY = 30_000_000L;

    private final ClockModel before = SomeModels.stepping(STEP).withStepsRemoved();
    private final ClockModel after = SomeModels.moved(STEP);
    private final List<Candidate> candidates = List.of(
            new Candidate(before, "before its first step", Long.MIN_VALUE),
            new Candidate(after, "after its first step", START));

    /** Samples of a sensor clock that shows a constant more than the wall clock before its step. */
    private static List<Arrival> arrivals(long aheadNanos) {
        return IntStream.range(0, 20)
                .mapToObj(second ->
                        new Arrival(START + second * SECOND + aheadNanos, START + second * SECOND + OFFSET + DELAY))
                .toList();
    }

    @Test
    void sensorsThatStartedBeforeTheStepAreFoundSo() {
        SensorChoice choice = SensorChoice.choose(candidates, arrivals(0));

        assertThat(choice.model()).isSameAs(before);
        assertThat(choice.verdict()).isInstanceOf(SensorVerdict.Consistent.class);
        assertThat(choice.contradiction()).isEmpty();
    }

    @Test
    void sensorsThatStartedAfterTheStepAreFoundSoAndItIsSaid() {
        SensorChoice choice = SensorChoice.choose(candidates, arrivals(STEP));

        assertThat(choice.model()).isSameAs(after);
        assertThat(choice.origin()).isEqualTo("after its first step");
        assertThat(choice.contradiction()).isEmpty();
        assertThat(choice.sentence()).contains("one taken before its first step does not agree", "ahead");
    }

    @Test
    void aClockThatAgreesWithNeitherIsContradicted() {
        SensorChoice choice = SensorChoice.choose(candidates, arrivals(3 * STEP));

        assertThat(choice.model()).isSameAs(before);
        assertThat(choice.contradiction()).isPresent();
    }

    @Test
    void whereBothAgreeTheEarlierIsTakenAndTheOtherNamed() {
        List<Candidate> close =
                List.of(candidates.get(0), new Candidate(SomeModels.moved(20_000_000), "after a small step", START));

        SensorChoice choice = SensorChoice.choose(close, arrivals(0));

        assertThat(choice.model()).isSameAs(before);
        assertThat(choice.sentence()).contains("taken after a small step would agree with them as well");
    }

    @Test
    void withoutArrivalsTheSensorsAreTakenToHaveStartedFirst() {
        SensorChoice choice = SensorChoice.choose(candidates, List.of());

        assertThat(choice.model()).isSameAs(before);
        assertThat(choice.verdict()).isEqualTo(new SensorVerdict.Unchecked(0));
    }

    /** Samples of some seconds. */
    private static List<Arrival> arrivals(int fromSecond, int toSecond, long aheadNanos) {
        return IntStream.range(fromSecond, toSecond)
                .mapToObj(second ->
                        new Arrival(START + second * SECOND + aheadNanos, START + second * SECOND + OFFSET + DELAY))
                .toList();
    }

    private static List<Arrival> interrupted(long aheadAfterwards) {
        return Stream.concat(arrivals(0, 6, 0).stream(), arrivals(13, 20, aheadAfterwards).stream())
                .toList();
    }

    private final List<Candidate> stepped =
            List.of(candidates.get(0), new Candidate(after, "after its step 1 of 1", START + 10 * SECOND));

    @Test
    void sensorsThatWereStartedAnewAfterTheStepHaveOneClockBeforeAndAnotherAfter() {
        SensorChoice choice = SensorChoice.choose(stepped, interrupted(STEP));

        assertThat(choice.restarts()).isEqualTo(1);
        assertThat(choice.verdict()).isInstanceOf(SensorVerdict.Consistent.class);
        assertThat(choice.sentence()).contains("started anew", "after its step 1 of 1");
        assertThat(hostOf(choice, 3 * SECOND)).isTrue();
        assertThat(hostOf(choice, 15 * SECOND)).isFalse();
        assertThat(hostOf(choice, 15 * SECOND, STEP)).isTrue();
    }

    @Test
    void aStepInTheGapItselfMayBecomeKnownOnlyAfterTheFirstSample() {
        List<Candidate> late = List.of(candidates.get(0), new Candidate(after, "after its step", START + 16 * SECOND));

        SensorChoice choice = SensorChoice.choose(late, interrupted(STEP));

        assertThat(choice.restarts()).isEqualTo(1);
        assertThat(choice.contradiction()).isEmpty();
    }

    @Test
    void sensorsThatWereStartedAnewAtATimeThatNoStepExplainsAreContradicted() {
        SensorChoice choice = SensorChoice.choose(stepped, interrupted(3 * STEP));

        assertThat(choice.restarts()).isZero();
        assertThat(choice.contradiction()).isPresent();
    }

    @Test
    void sensorsThatWentOnThroughAGapHaveOneClock() {
        SensorChoice choice = SensorChoice.choose(stepped, interrupted(0));

        assertThat(choice.restarts()).isZero();
        assertThat(choice.model()).isSameAs(before);
        assertThat(choice.contradiction()).isEmpty();
    }

    private static boolean hostOf(SensorChoice choice, long elapsed) {
        return hostOf(choice, elapsed, 0);
    }

    /** Whether a stamp is converted, with limits that hold its host time. */
    private static boolean hostOf(SensorChoice choice, long elapsed, long ahead) {
        return choice.model().toHost(START + elapsed + ahead) instanceof Conversion.Converted converted
                && converted.hostTime().limits().contains(START + elapsed + OFFSET);
    }
}
