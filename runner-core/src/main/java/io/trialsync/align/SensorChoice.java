// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.ClockStep;
import io.trialsync.clock.SensorCheck;
import io.trialsync.clock.SensorVerdict;
import io.trialsync.clock.SensorVerdict.Contradicted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The model of a device's sensor clock, and what the arrivals of its live stream say of it.
 *
 * @param model the model
 * @param origin which stretch of the wall clock the sensors are taken to have started in, for people
 * @param startedHostNanos the earliest host time of that stretch, in nanoseconds; {@link Long#MIN_VALUE} for the first
 * @param restarts how often the sensors were started anew while the session went on, so that their clock was taken anew
 * @param verdict what the arrivals say
 * @param sentence the same for people, in one sentence without a full stop
 */
public record SensorChoice(
        ClockModel model, String origin, long startedHostNanos, int restarts, SensorVerdict verdict, String sentence) {

    /** However often a clock stepped, no more of its stretches are tried. */
    private static final int MOST_CANDIDATES = 20;

    /**
     * A model that the steps of the wall clock leave open.
     *
     * @param model the model
     * @param origin which stretch of the wall clock the sensors are taken to have started in, for people
     * @param startedHostNanos the earliest host time of that stretch, in nanoseconds; {@link Long#MIN_VALUE} for the first
     */
    record Candidate(ClockModel model, String origin, long startedHostNanos) {}

    /** {@return what contradicts the model; empty unless something does} */
    public Optional<Contradicted> contradiction() {
        return verdict instanceof Contradicted contradicted ? Optional.of(contradicted) : Optional.empty();
    }

    /**
     * {@return the sensor clock that goes with a wall clock: taken from it before its first step, unless the arrivals contradict
     * that and agree with one that was taken after a step}
     *
     * @param wall the model of the wall clock
     * @param asShown makes of a model one of what the device shows, if its counter turns over
     * @param arrivals the arrivals of the live streams that the sensor clock stamps
     */
    static SensorChoice of(ClockModel wall, UnaryOperator<ClockModel> asShown, List<Arrival> arrivals) {
        List<Candidate> shown = candidates(wall).stream()
                .map(candidate -> new Candidate(
                        asShown.apply(candidate.model()), candidate.origin(), candidate.startedHostNanos()))
                .toList();
        return choose(shown, arrivals);
    }

    /** The first candidate unless the arrivals contradict it and agree with another one, or with one after the other. */
    static SensorChoice choose(List<Candidate> candidates, List<Arrival> arrivals) {
        SensorStretches stretches = SensorStretches.of(candidates, arrivals);
        return stretches.restarted().orElseGet(() -> chooseOne(candidates, arrivals, stretches));
    }

    private static SensorChoice chooseOne(
            List<Candidate> candidates, List<Arrival> arrivals, SensorStretches stretches) {
        SensorChoice first = stretches.checked(check(candidates.get(0), arrivals), 0);
        List<SensorChoice> agreeing = IntStream.range(1, candidates.size())
                .mapToObj(i -> stretches.checked(check(candidates.get(i), arrivals), i))
                .filter(choice -> choice.verdict instanceof SensorVerdict.Consistent)
                .toList();
        if (agreeing.isEmpty() || first.verdict instanceof SensorVerdict.Unchecked) {
            return first;
        }
        return first.contradiction().isEmpty()
                ? first.saying("a sensor clock taken " + agreeing.get(0).origin + " would agree with them as well")
                : agreeing.get(0).saying("one taken " + first.origin + " does not agree: " + first.verdict.sentence());
    }

    private static List<Candidate> candidates(ClockModel wall) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(wall.withStepsRemoved(), "before its first step", Long.MIN_VALUE));
        List<ClockStep> steps = wall.steps();
        for (int i = 0; i < Math.min(steps.size(), MOST_CANDIDATES - 1); i++) {
            long started = steps.get(i).host().latestNanos();
            String origin = "after its step " + (i + 1) + " of " + steps.size();
            candidates.add(new Candidate(wall.withStepsRemoved(started), origin, started));
        }
        return candidates;
    }

    static SensorChoice check(Candidate candidate, List<Arrival> arrivals) {
        SensorVerdict verdict = SensorCheck.of(candidate.model, arrivals);
        return new SensorChoice(
                candidate.model, candidate.origin, candidate.startedHostNanos, 0, verdict, verdict.sentence());
    }

    /** {@return the same with another verdict} */
    SensorChoice judged(SensorVerdict other) {
        return new SensorChoice(model, origin, startedHostNanos, restarts, other, other.sentence());
    }

    /** {@return the same verdict with the sensor clock that was taken at the same time from another model of the wall clock} */
    SensorChoice goingOnWith(ClockModel wall) {
        ClockModel sensor =
                startedHostNanos == Long.MIN_VALUE ? wall.withStepsRemoved() : wall.withStepsRemoved(startedHostNanos);
        return new SensorChoice(sensor, origin, startedHostNanos, restarts, verdict, sentence);
    }

    private SensorChoice saying(String more) {
        return new SensorChoice(model, origin, startedHostNanos, restarts, verdict, sentence + "; " + more);
    }
}
