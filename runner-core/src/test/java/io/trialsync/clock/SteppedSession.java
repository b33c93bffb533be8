// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static io.trialsync.clock.SimulatedClock.Jump;

import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** A simulated session whose device clock jumps one to four times, always far enough for two exchanges to prove it. */
record SteppedSession(
        long seed,
        String estimator,
        SimulatedClock clock,
        SimulatedLink link,
        Bound host,
        long longestPause,
        Random random) {

    private static final long SECOND = 1_000_000_000L;
    private static final long YEAR = 31_557_600L * SECOND;

    static void forMany(int sessions, BiConsumer<SteppedSession, ClockModel> check) {
        for (long seed = 0; seed < sessions; seed++) {
            for (ClockEstimator estimator : Estimators.all()) {
                SteppedSession session = random(seed, estimator.name());
                List<Exchange> exchanges = session.link.exchanges(
                        session.clock, session.host.earliestNanos(), session.host.latestNanos(), session.longestPause);
                check.accept(session, estimator.fit(exchanges, session.link.assumptions()));
            }
        }
    }

    static SteppedSession random(long seed, String estimator) {
        Random random = new Random(seed);
        long start = 1_700_000_000L * SECOND + random.nextLong(SECOND);
        long length = 600 * SECOND;
        long pause = (1 + random.nextInt(20)) * SECOND;
        SimulatedLink link = SimulatedLink.random(random);
        SimulatedClock clock = SimulatedClock.random(random, start);
        int jumps = 1 + random.nextInt(4);
        for (int i = 0; i < jumps; i++) {
            // somewhere in its own fifth of the session, so that exchanges lie in between
            long at = start + (2 * i + 1) * length / 9 + random.nextLong(length / 9);
            clock = clock.withJump(at, jump(random, clock, at, link.provableJump(pause)));
        }
        return new SteppedSession(seed, estimator, clock, link, new Bound(start, start + length), pause, random);
    }

    /** Just provable, some seconds, up to two years, or a restart at zero. */
    private static long jump(Random random, SimulatedClock clock, long at, long provable) {
        long sign = random.nextBoolean() ? 1 : -1;
        return switch (random.nextInt(5)) {
            case 0 -> sign * provable;
            case 1 -> sign * (provable + random.nextLong(SECOND));
            case 2 -> sign * (provable + random.nextLong(100 * SECOND));
            case 3 -> sign * (provable + random.nextLong(2 * YEAR));
            default -> Math.abs(clock.at(at)) > 2 * provable ? -clock.at(at) : sign * provable;
        };
    }

    /** A host time in the session or a while before or after it, often close to a jump. */
    long someHostTime() {
        if (random.nextInt(3) > 0) {
            Jump jump = clock.jumps().get(random.nextInt(clock.jumps().size()));
            return jump.host() + random.nextLong(-2 * longestPause, 2 * longestPause);
        }
        long length = host.widthNanos();
        return host.earliestNanos() + random.nextLong(-length / 4, length + length / 4);
    }

    /** A device time that one of the segments would have shown if it had gone on for longer. */
    long someDeviceTime() {
        return clock.segment(someHostTime(), random.nextInt(clock.jumps().size() + 1))
                + random.nextLong(-longestPause, longestPause);
    }

    boolean showed(long device) {
        long around = 10 * host.widthNanos();
        return clock.showed(device, host.earliestNanos() - around, host.latestNanos() + around);
    }

    /**
     * How many segments could have shown a device time, for all that exchanges with these pauses and delays can tell of when
     * the clock jumped.
     */
    long segmentsThatCouldHaveShown(long device) {
        long unsure = longestPause + 4 * link.longestRoundTrip() + 4 * link.resolution() + SECOND / 10;
        long count = 0;
        for (int i = 0; i <= clock.jumps().size(); i++) {
            long from = i == 0
                    ? Long.MIN_VALUE
                    : clock.segment(clock.jumps().get(i - 1).host() - unsure, i);
            long to = i == clock.jumps().size()
                    ? Long.MAX_VALUE
                    : clock.segment(clock.jumps().get(i).host() + unsure, i);
            count += from <= device && device <= to ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + estimator + ", " + clock + ", " + link;
    }
}
