// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.align.SensorChoice.Candidate;
import io.trialsync.clock.Arrival;
import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.SensorCheck;
import io.trialsync.clock.SensorVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The stretches between the gaps of a device's live streams. In a gap the sensors may have been started anew, as by a restart of
 * the phone, and then their clock was taken anew from the wall clock, which may have stepped before.
 *
 * @param candidates what the steps of the wall clock leave open, in order of time
 * @param stretches the arrivals of each stretch, in order of time
 */
record SensorStretches(List<Candidate> candidates, List<List<Arrival>> stretches) {

    /** An arrival is journalled each second; sensors that start anew, and the stream that has to be asked for again, take longer. */
    private static final long GAP_NANOS = 3_000_000_000L;

    /** A clock that is behind is told from a stream that stalls by so many seconds at least. */
    private static final int FEWEST_SECONDS = 4;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * Without steps, or without gaps, there is nothing to tell apart, and no stretches. One too short to say anything counts as
     * part of the gap around it.
     */
    static SensorStretches of(List<Candidate> candidates, List<Arrival> arrivals) {
        List<List<Arrival>> stretches = new ArrayList<>();
        List<Arrival> last = List.of();
        for (Arrival arrival : arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::hostNanos))
                .toList()) {
            boolean another = last.isEmpty()
                    || arrival.hostNanos() - last.get(last.size() - 1).hostNanos() > GAP_NANOS;
            if (another) {
                last = new ArrayList<>();
                stretches.add(last);
            }
            last.add(arrival);
        }
        stretches.removeIf(stretch -> seconds(stretch) < FEWEST_SECONDS);
        boolean open = stretches.size() > 1 && candidates.size() > 1;
        return new SensorStretches(candidates, open ? stretches : List.of());
    }

    private static long seconds(List<Arrival> stretch) {
        return stretch.stream()
                .map(arrival -> Math.floorDiv(arrival.hostNanos(), SECOND_NANOS))
                .distinct()
                .count();
    }

    /** {@return the same choice, or contradicted if a stretch contradicts it that is too short to count in the whole} */
    SensorChoice checked(SensorChoice choice, int candidate) {
        return choice.contradiction().isPresent()
                ? choice
                : IntStream.range(0, stretches.size())
                        .mapToObj(stretch -> verdict(candidate, stretch))
                        .filter(SensorVerdict.Contradicted.class::isInstance)
                        .findFirst()
                        .map(choice::judged)
                        .orElse(choice);
    }

    private SensorVerdict verdict(int candidate, int stretch) {
        return SensorCheck.of(candidates.get(candidate).model(), stretches.get(stretch));
    }

    private boolean agrees(int candidate, int stretch) {
        return !(verdict(candidate, stretch) instanceof SensorVerdict.Contradicted);
    }

    /** {@return the clock that was taken anew in one gap or several; empty unless the arrivals show one, and only one} */
    Optional<SensorChoice> restarted() {
        if (candidates.stream().anyMatch(one -> one.model().segments().size() > 1)) {
            // this computer slept as well: that is too much to tell apart
            return Optional.empty();
        }
        List<Integer> path = new ArrayList<>();
        for (int stretch = 0; stretch < stretches.size(); stretch++) {
            Optional<Integer> next = path.isEmpty() ? first() : next(path.get(path.size() - 1), stretch);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            path.add(next.get());
        }
        return path.stream().distinct().count() > 1 ? Optional.of(joined(path)) : Optional.empty();
    }

    /** The sensors had started before the first arrival. */
    private Optional<Integer> first() {
        return only(IntStream.range(0, candidates.size())
                .filter(i -> i == 0 || candidates.get(i).startedHostNanos() < begin(0))
                .filter(i -> agrees(i, 0))
                .boxed()
                .toList());
    }

    /** The clock goes on as before, unless it cannot; then it was taken anew from a wall clock that was in force in the gap. */
    private Optional<Integer> next(int before, int stretch) {
        if (agrees(before, stretch)) {
            return Optional.of(before);
        }
        long gapBegin = end(stretch - 1);
        // a step in the gap may be known only by an exchange after it
        long known = end(stretch);
        return only(IntStream.range(0, candidates.size())
                .filter(i -> candidates.get(i).startedHostNanos() < known)
                .filter(i -> i + 1 == candidates.size() || candidates.get(i + 1).startedHostNanos() > gapBegin)
                .filter(i -> agrees(i, stretch))
                .boxed()
                .toList());
    }

    /** Of several it cannot be told which. */
    private static Optional<Integer> only(List<Integer> agreeing) {
        return agreeing.size() == 1 ? Optional.of(agreeing.get(0)) : Optional.empty();
    }

    private long begin(int stretch) {
        return stretches.get(stretch).get(0).hostNanos();
    }

    private long end(int stretch) {
        List<Arrival> arrivals = stretches.get(stretch);
        return arrivals.get(arrivals.size() - 1).hostNanos();
    }

    private SensorChoice joined(List<Integer> path) {
        Candidate first = candidates.get(path.get(0));
        ClockModel model = first.model();
        StringBuilder origin = new StringBuilder(first.origin());
        int restarts = 0;
        for (int i = 1; i < path.size(); i++) {
            if (!path.get(i).equals(path.get(i - 1))) {
                Candidate next = candidates.get(path.get(i));
                model = model.thenAnew(next.model(), new Bound(end(i - 1), begin(i)));
                origin.append(" and, when the sensors were started anew, ").append(next.origin());
                restarts++;
            }
        }
        List<Arrival> all = stretches.stream().flatMap(List::stream).toList();
        SensorVerdict verdict = SensorCheck.of(model, all);
        return new SensorChoice(
                model,
                origin.toString(),
                first.startedHostNanos(),
                restarts,
                verdict,
                verdict.sentence()
                        + "; the sensors were started anew while the session went on, so that their clock was"
                        + " taken from the wall clock " + origin);
    }
}
