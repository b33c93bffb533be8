// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checks the model of a clock by the arrivals of a live stream that this clock stamps. Stateless.
 *
 * <p>No sample arrives before it is stamped. An arrival that comes before the earliest host time of its stamp therefore proves
 * that the clock is ahead of its model, by at least the difference. That a clock is behind can only be plausible: all its samples
 * then arrive late by the same constant, as they would if the stream were slow.
 */
public final class SensorCheck {

    /**
     * The longest least delay of a stream that is believed, in nanoseconds: 250 ms. What a sample takes at best is the
     * processing in the device (tens of milliseconds) and the fastest way over the link in a second (milliseconds, some hundred
     * where the radio saves power). A clock that is behind by less than this cannot be told from a slow stream.
     */
    public static final long PLAUSIBLE_DELAY_NANOS = 250_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** How many seconds. A stream may stall for some; one that is late all through a minute is not stalled. */
    private static final int MINUTE = 60;

    private static final int FEWEST = 3;

    /** An arrival against the model: the least, estimated and largest delay that it shows, in nanoseconds. */
    private record Delay(Arrival arrival, long least, long estimate, long most) {}

    private SensorCheck() {}

    /**
     * {@return what arrivals say of a model}
     *
     * @param model the model of the clock that stamped the samples
     * @param arrivals the arrivals in any order, at most some of each second
     */
    public static SensorVerdict of(ClockModel model, List<Arrival> arrivals) {
        List<Delay> delays = delays(model, arrivals);
        if (delays.isEmpty()) {
            return new SensorVerdict.Unchecked(0);
        }
        Optional<SensorVerdict> ahead = ahead(delays);
        if (ahead.isPresent()) {
            return ahead.get();
        }
        List<Delay> seconds = leastOfEachSecond(delays);
        List<Delay> late = longestLateRun(seconds);
        if (late.size() < Math.min(MINUTE, seconds.size())) {
            return new SensorVerdict.Consistent(delays.size(), leastEstimate(delays));
        }
        return late.size() < FEWEST ? new SensorVerdict.Unchecked(delays.size()) : behind(delays, late);
    }

    /** {@return since when a contradiction holds, for people} */
    static String since(long sinceFirstNanos) {
        return sinceFirstNanos == 0
                ? "from the first arrival on"
                : "from " + Durations.format(sinceFirstNanos) + " after the first arrival on";
    }

    private static List<Delay> delays(ClockModel model, List<Arrival> arrivals) {
        List<Delay> delays = new ArrayList<>(arrivals.size());
        arrivals.stream().sorted(Comparator.comparingLong(Arrival::hostNanos)).forEach(arrival -> {
            // a sensor clock has no steps; of any other clock, only what is sure counts
            if (model.toHost(arrival.deviceNanos()) instanceof Conversion.Converted converted) {
                delays.add(delay(arrival, converted.hostTime()));
            }
        });
        return delays;
    }

    private static Delay delay(Arrival arrival, HostTime stamped) {
        return new Delay(
                arrival,
                TimeRange.subtract(arrival.hostNanos(), stamped.limits().latestNanos()),
                TimeRange.subtract(arrival.hostNanos(), stamped.hostNanos()),
                TimeRange.subtract(arrival.hostNanos(), stamped.limits().earliestNanos()));
    }

    private static Optional<SensorVerdict> ahead(List<Delay> delays) {
        List<Delay> early = delays.stream().filter(delay -> delay.most() < 0).toList();
        return early.isEmpty()
                ? Optional.empty()
                : Optional.of(new SensorVerdict.Ahead(
                        delays.size(),
                        leastEstimate(early),
                        early.stream()
                                .mapToLong(delay -> TimeRange.subtract(0, delay.most()))
                                .max()
                                .orElseThrow(),
                        since(early),
                        since(early) - since(delays)));
    }

    private static SensorVerdict behind(List<Delay> delays, List<Delay> late) {
        long sure = late.stream().mapToLong(Delay::least).min().orElseThrow();
        return new SensorVerdict.Behind(
                delays.size(),
                leastEstimate(late),
                sure - PLAUSIBLE_DELAY_NANOS,
                since(late),
                since(late) - since(delays));
    }

    /** Of several streams the quickest counts: one that is in time shows that the clock is not behind. */
    private static List<Delay> leastOfEachSecond(List<Delay> delays) {
        List<Delay> seconds = new ArrayList<>();
        for (Delay delay : delays) {
            int last = seconds.size() - 1;
            if (last < 0 || second(seconds.get(last)) != second(delay)) {
                seconds.add(delay);
            } else if (delay.least() < seconds.get(last).least()) {
                seconds.set(last, delay);
            }
        }
        return seconds;
    }

    private static long second(Delay delay) {
        return Math.floorDiv(delay.arrival().hostNanos(), SECOND_NANOS);
    }

    private static List<Delay> longestLateRun(List<Delay> delays) {
        List<Delay> longest = List.of();
        int begin = 0;
        for (int i = 0; i < delays.size(); i++) {
            if (delays.get(i).least() <= PLAUSIBLE_DELAY_NANOS) {
                begin = i + 1;
            } else if (i + 1 - begin > longest.size()) {
                longest = delays.subList(begin, i + 1);
            }
        }
        return longest;
    }

    private static long leastEstimate(List<Delay> delays) {
        return delays.stream().mapToLong(Delay::estimate).min().orElseThrow();
    }

    private static long since(List<Delay> delays) {
        return delays.get(0).arrival().hostNanos();
    }
}
