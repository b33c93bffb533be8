// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Where a {@link DriftModel} has got to with the newest cell, and how it goes on from there: µs, ppm and seconds.
 *
 * @param covariance of offset, drift and bend, the upper triangle row by row; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package, never compared
record DriftState(DriftModel model, double offset, double drift, double bend, double[] covariance) {

    /** {@return the offset after a time; before the newest cell the drift is held} */
    double offsetAt(double dt) {
        return offset + drift * dt + (dt > 0 ? bend * model.offsetOfBend(dt) : 0);
    }

    /** {@return the variance of that} */
    double varianceAt(double dt) {
        double bent = dt > 0 ? model.offsetOfBend(dt) : 0;
        double length = Math.abs(dt);
        double known = covariance[0]
                + 2 * (dt * covariance[1] + bent * covariance[2] + dt * bent * covariance[4])
                + dt * dt * covariance[3]
                + bent * bent * covariance[5];
        double wandered = model.wandering() * model.wandering() * length * length * length / 3;
        double rebent = model.bendNoise() * model.bendNoise() * Math.pow(length, 5) / 20;
        return Math.max(0, known) + wandered + rebent;
    }

    double driftVariance() {
        return Math.max(0, covariance[3]);
    }
}
