// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

/**
 * What a simulated device clock really shows. Immutable.
 *
 * <p>The rate is known at every full second and straight in between, so that the gained time is exact and not itself a matter
 * of numerical integration.
 */
public final class DeviceTruth {

    private final double[] ratePpm;
    private final double[] gainedNanos;
    private final long startNanos;
    private final long stepAtNanos;
    private final long stepNanos;

    /**
     * @param ratePpm by how much the device is fast, in ppm, at each full second of the session
     * @param startNanos device time − host time at the start, in nanoseconds
     * @param stepAtNanos when the wall clock jumps, in nanoseconds of session time
     * @param stepNanos by how much, in nanoseconds, ahead positive; zero if it never jumps
     */
    DeviceTruth(double[] ratePpm, long startNanos, long stepAtNanos, long stepNanos) {
        this.ratePpm = ratePpm.clone();
        this.gainedNanos = new double[ratePpm.length];
        for (int i = 1; i < ratePpm.length; i++) {
            gainedNanos[i] = gainedNanos[i - 1] + (ratePpm[i - 1] + ratePpm[i]) * 500;
        }
        this.startNanos = startNanos;
        this.stepAtNanos = stepAtNanos;
        this.stepNanos = stepNanos;
    }

    /** {@return device − host of the clock that never steps, in nanoseconds, rounded down} */
    long sensorAheadNanos(long sessionNanos) {
        int second = (int) Math.min(ratePpm.length - 2L, Math.max(0, sessionNanos / 1_000_000_000L));
        double u = (sessionNanos - second * 1_000_000_000L) * 1e-9;
        double gained =
                gainedNanos[second] + 1e3 * (ratePpm[second] * u + (ratePpm[second + 1] - ratePpm[second]) * u * u / 2);
        return startNanos + (long) Math.floor(gained);
    }

    /** {@return device − host of the wall clock, in nanoseconds, rounded down} */
    long wallAheadNanos(long sessionNanos) {
        return sensorAheadNanos(sessionNanos) + (sessionNanos >= stepAtNanos ? stepNanos : 0);
    }

    boolean steps() {
        return stepNanos != 0;
    }

    long stepAtNanos() {
        return stepAtNanos;
    }
}
