// SPDX-License-Identifier: Apache-2.0
package io.trialsync.example;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers as people do in a serial search: a base time, a time for each letter that is looked at (half of them on average if
 * there is a target, all of them if there is none), and a tail of slow answers. Some targets are missed.
 */
final class ScriptedParticipant {

    private static final double BASE_MILLIS = 380;
    private static final double MILLIS_PER_LETTER = 20;
    private static final double SPREAD_MILLIS = 30;
    private static final double TAIL_MILLIS = 60;
    private static final double MISS_RATE = 0.05;

    private final Random random;

    ScriptedParticipant(Random random) {
        this.random = random;
    }

    void looksAtFixation(double millis) {
        takes(millis);
    }

    /** Search the display for the time it takes, and say whether there is a target. */
    boolean searches(int setSize, boolean targetPresent) {
        boolean missed = targetPresent && random.nextDouble() < MISS_RATE;
        double looked = targetPresent && !missed ? (setSize + 1) / 2.0 : setSize;
        double tail = -TAIL_MILLIS * Math.log(1 - random.nextDouble());
        takes(BASE_MILLIS + MILLIS_PER_LETTER * looked + SPREAD_MILLIS * random.nextGaussian() + tail);
        return targetPresent && !missed;
    }

    private static void takes(double millis) {
        long end = System.nanoTime() + (long) (TimeUnit.MILLISECONDS.toNanos(1) * Math.max(0, millis));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
