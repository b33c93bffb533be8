// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How often a session exchanges time stamps with its devices; none of it makes a trial wait.
 *
 * @param name by which it is chosen
 * @param intervalNanos the time from one background exchange, or group of them, to the next, in nanoseconds, positive
 * @param exchangesPerInterval how many follow each other each time, at least one
 * @param borderExchanges how many more follow each other in the background at a trial's begin, and at its end; may be zero
 * @param blockingExchanges how many a burst at a border of session or block has, at least one
 * @param spread whether such a burst is spread evenly over its duration; else one exchange follows the other
 */
public record SyncPolicy(
        String name,
        long intervalNanos,
        int exchangesPerInterval,
        int borderExchanges,
        int blockingExchanges,
        boolean spread) {

    /**
     * One exchange a second, four in quick succession at each border of a trial, and bursts of sixteen spread over their
     * duration: no congestion outlasts all of them, and each trial has exchanges close by.
     */
    public static final SyncPolicy STEADY = new SyncPolicy("steady", 1_000_000_000L, 1, 4, 16, true);

    /** As eye trackers' guides have it: fifty exchanges back to back each minute and at the borders of session and block. */
    public static final SyncPolicy BURSTS = new SyncPolicy("bursts", 60_000_000_000L, 50, 0, 50, false);

    /**
     * Four exchanges a minute and one at each border of a trial, for a radio that is busy with other things, and for devices
     * that keep a trace of each exchange.
     */
    public static final SyncPolicy SPARSE = new SyncPolicy("sparse", 15_000_000_000L, 1, 1, 4, true);

    /** @throws IllegalArgumentException if a number is out of range */
    public SyncPolicy {
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("interval [" + intervalNanos + " ns] of exchanges is not positive");
        }
        if (exchangesPerInterval < 1 || borderExchanges < 0 || blockingExchanges < 1) {
            throw new IllegalArgumentException("[" + exchangesPerInterval + "] exchanges an interval, ["
                    + borderExchanges + "] at a trial's border and [" + blockingExchanges
                    + "] in a burst are not at least 1, 0 and 1");
        }
    }

    /** {@return the policies that can be chosen by name, the default first} */
    public static List<SyncPolicy> all() {
        return List.of(STEADY, BURSTS, SPARSE);
    }

    /**
     * Find a policy.
     *
     * @param name its name
     * @return the policy
     * @throws IllegalArgumentException if there is none of that name; the message lists them
     */
    public static SyncPolicy parse(String name) {
        return all().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + name + "] is not one of "
                        + all().stream().map(SyncPolicy::name).collect(Collectors.joining(", "))));
    }

    /**
     * {@return this policy with another interval}
     *
     * @param nanos the interval, in nanoseconds, positive
     */
    public SyncPolicy every(long nanos) {
        return new SyncPolicy(name, nanos, exchangesPerInterval, borderExchanges, blockingExchanges, spread);
    }

    /**
     * {@return this policy on a channel whose exchanges should leave each other a rest: one exchange wherever there were several}
     *
     * @param restNanos the least interval, in nanoseconds; zero if it does not matter, which changes nothing
     */
    public SyncPolicy resting(long restNanos) {
        return restNanos <= 0
                ? this
                : new SyncPolicy(name, Math.max(intervalNanos, restNanos), 1, Math.min(borderExchanges, 1), 1, spread);
    }
}
