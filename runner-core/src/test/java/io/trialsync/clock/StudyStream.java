// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** The live stream of a simulated session: 20 samples a second, at least 26 ms under way, the least delayed of each second kept. */
final class StudyStream {

    private static final long SPACING = 50_000_000L;
    private static final int PER_SECOND = 20;

    private StudyStream() {}

    /** Stamped by the clock that the exchanges measure. */
    static List<Arrival> ofWallClock(Session session, long seed) {
        return of(session::device, host -> 0, seed);
    }

    /** Stamped by a clock that does not jump with the measured one. */
    static List<Arrival> ofSensorClock(Session session, long seed) {
        return of(session::sensor, host -> 0, seed);
    }

    /** Delayed by more than the usual, as told for each host time. */
    static List<Arrival> of(LongUnaryOperator deviceAt, LongUnaryOperator moreDelay, long seed) {
        Random random = new Random(seed);
        List<Arrival> arrivals = new ArrayList<>();
        for (int second = 0; second < 3600; second++) {
            Arrival least = null;
            for (int i = 0; i < PER_SECOND; i++) {
                long host = Study.START + second * Study.SECOND + i * SPACING;
                double millis =
                        26.2 - 2 * Math.log(1 - random.nextDouble()) + 0.8 * Math.exp(0.9 * random.nextGaussian());
                long arrived = host + Math.round(millis * 1e6) + moreDelay.applyAsLong(host);
                Arrival arrival = new Arrival(deviceAt.applyAsLong(host), arrived);
                if (least == null || arrival.latestOffsetNanos() < least.latestOffsetNanos()) {
                    least = arrival;
                }
            }
            if (least != null) {
                arrivals.add(least);
            }
        }
        return arrivals;
    }
}
