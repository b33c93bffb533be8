// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The turns of a 32-bit count of microseconds, which starts again at zero every 71.6 minutes, in a series of exchanges.
 *
 * <p>A turn is recognised by evidence only: all stamps are whole microseconds below 2³², and between two exchanges the clock
 * fell behind the host by a whole number of turns, to within their round trips and the drift limit over their distance. A
 * clock that restarts at zero falls behind by what it had counted, which is another figure; it is left a step. Immutable.
 *
 * @param exchanges the exchanges in order of sending, stamps counted on over the turns
 * @param turns the turns that were seen, in order; if there are none, the stamps are as they were
 */
public record CounterTurns(List<Exchange> exchanges, List<Turn> turns) {

    /**
     * The counter started again at zero.
     *
     * @param host when: after the last send before it and before the first receive after it, in nanoseconds of host time
     * @param count how many turns, at least one; more only in pauses of more than 71 minutes
     * @param unsureNanos how far the clock may have fallen behind by more or less than whole turns, in nanoseconds
     */
    public record Turn(Bound host, long count, long unsureNanos) {}

    /** The length of a turn, in nanoseconds: 71.6 minutes. */
    public static final long TURN_NANOS = 1_000L << 32;

    private static final long TICK_NANOS = 1_000;
    private static final int BITS = 32;

    /** A pause so long that the drift limit leaves more than this open, ten hours, tells nothing of turns. */
    private static final long MOST_UNSURE_NANOS = TURN_NANOS / 100;

    private static final int MOST_TURNS = 1_000;

    /** Copies the lists. */
    public CounterTurns {
        exchanges = List.copyOf(exchanges);
        turns = List.copyOf(turns);
    }

    /**
     * {@return the turns in the exchanges of one clock}
     *
     * @param exchanges the exchanges, in any order
     * @param assumptions what may be taken for granted
     * @throws IllegalArgumentException if there are more turns than {@value #MOST_TURNS}, seven weeks
     */
    public static CounterTurns in(List<Exchange> exchanges, FitAssumptions assumptions) {
        List<Exchange> ordered = new ArrayList<>(exchanges);
        ordered.sort(Comparator.comparingLong(Exchange::hostSendNanos).thenComparingLong(Exchange::hostReceiveNanos));
        if (!ordered.stream().allMatch(CounterTurns::isCount)) {
            return new CounterTurns(ordered, List.of());
        }
        List<Turn> turns = new ArrayList<>();
        List<Exchange> countedOn = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            boolean end = to == ordered.size() || breaks(ordered.get(to - 1), ordered.get(to), assumptions, turns);
            if (end) {
                countOn(ordered.subList(from, to), countedOn);
                from = to;
            }
        }
        return new CounterTurns(turns.isEmpty() ? ordered : countedOn, turns);
    }

    private static boolean isCount(Exchange exchange) {
        long stamp = exchange.deviceNanos();
        return stamp >= 0 && stamp < TURN_NANOS && stamp % TICK_NANOS == 0 && exchange.resolutionNanos() <= TICK_NANOS;
    }

    /** Whether two neighbours belong to no count that goes on from one to the other, over turns or none; notes the turns. */
    private static boolean breaks(Exchange before, Exchange after, FitAssumptions assumptions, List<Turn> turns) {
        Bound then = before.offsetLimits(assumptions.stampRule());
        Bound now = after.offsetLimits(assumptions.stampRule());
        long pause = after.hostReceiveNanos() - before.hostSendNanos();
        Bound behind = new Bound(now.earliestNanos() - then.latestNanos(), now.latestNanos() - then.earliestNanos())
                .grow(assumptions.growthNanos(2.0 * pause) + TICK_NANOS);
        if (behind.widthNanos() > MOST_UNSURE_NANOS) {
            return true;
        }
        long count = Math.floorDiv(behind.earliestNanos() + behind.widthNanos() / 2 + TURN_NANOS / 2, TURN_NANOS);
        if (count < 0 || !behind.contains(count * TURN_NANOS)) {
            return true;
        }
        if (count > 0) {
            Bound host = new Bound(before.hostSendNanos(), after.hostReceiveNanos());
            turns.add(new Turn(host, count, behind.fartherFrom(count * TURN_NANOS)));
            requireFew(turns);
        }
        return false;
    }

    private static void requireFew(List<Turn> turns) {
        if (turns.stream().mapToLong(Turn::count).sum() > MOST_TURNS) {
            throw new IllegalArgumentException(
                    "the device's 32-bit count of microseconds would have turned over more than "
                            + MOST_TURNS + " times until host time ["
                            + turns.get(turns.size() - 1).host().latestNanos() + "]; at most " + MOST_TURNS
                            + " are allowed");
        }
    }

    /** Count on within a stretch; a restart or a step before it leaves the number of turns as it was. */
    private static void countOn(List<Exchange> stretch, List<Exchange> countedOn) {
        long turned = countedOn.isEmpty()
                ? 0
                : Math.floorDiv(countedOn.get(countedOn.size() - 1).deviceNanos(), TURN_NANOS) * TURN_NANOS;
        long[] nanos = Unwrap.nanos(
                stretch.stream()
                        .mapToLong(exchange -> exchange.deviceNanos() / TICK_NANOS)
                        .toArray(),
                stretch.stream().mapToLong(Exchange::hostMiddleNanos).toArray(),
                TICK_NANOS,
                BITS);
        for (int i = 0; i < nanos.length; i++) {
            Exchange raw = stretch.get(i);
            countedOn.add(new Exchange(
                    raw.hostSendNanos(),
                    turned + nanos[i],
                    raw.hostReceiveNanos(),
                    raw.resolutionNanos(),
                    raw.first()));
        }
    }

    /**
     * {@return a model of the clock that counts on as a model of what the device shows: each turn is a segment of its own, and
     * what it shows is taken to be from ten minutes before the first exchange to ten minutes after the last}
     *
     * @param countingOn the model fitted to {@link #exchanges}
     */
    public ClockModel asShown(ClockModel countingOn) {
        return turns.isEmpty() ? countingOn : TurnFolding.fold(countingOn, TURN_NANOS, finding());
    }

    private String finding() {
        long count = turns.stream().mapToLong(Turn::count).sum();
        long unsure = turns.stream().mapToLong(Turn::unsureNanos).max().orElse(0);
        return "the device's stamps are a 32-bit count of microseconds that turned over " + count
                + (count == 1 ? " time" : " times") + ": they fell by " + TURN_NANOS / 1_000
                + " µs, within ±" + Durations.format(unsure)
                + ", while the host went on; readings are taken to be from no more"
                + " than " + TurnFolding.AROUND_NANOS / 60_000_000_000L + " minutes before or after the exchanges";
    }
}
